// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";
import {SignerECDSA} from "@openzeppelin/contracts/utils/cryptography/signers/SignerECDSA.sol";

/// OpenZeppelin's contract account: what it signs is verified by the inherited code. Its signer may hand it on.
contract SignerAccount is SignerECDSA, ERC7739 {
    constructor(address signer) SignerECDSA(signer) EIP712("SignerAccount", "1") {}

    function handOn(address signer_) external {
        require(msg.sender == signer());
        _setSigner(signer_);
    }
}
