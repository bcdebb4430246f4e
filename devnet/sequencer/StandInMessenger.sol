// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// Stands in for the OP stack's cross-domain messenger: whoever calls it speaks for one sender of
/// the other chain.
contract StandInMessenger {
    address public immutable xDomainMessageSender;

    constructor(address sender) {
        xDomainMessageSender = sender;
    }

    function relay(address target, bytes calldata message) external {
        (bool succeeded, ) = target.call(message);
        require(succeeded, "the message failed");
    }
}
