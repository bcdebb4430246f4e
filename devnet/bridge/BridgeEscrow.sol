// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// Keeps what tokens of another chain stand for. Whoever asks gets it: local chains only.
contract BridgeEscrow {
    using SafeERC20 for IERC20;

    function release(IERC20 token, address to, uint256 value) external {
        token.safeTransfer(to, value);
    }
}
