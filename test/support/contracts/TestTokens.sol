// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

interface IVault {
    function deposit(address token, uint256 amount) external;
    function requestWithdrawal(address token, uint256 amount) external returns (uint256);
    function withdraw(uint256 requestId) external;
}

/// An ordinary token that anyone may mint.
contract PlainToken is ERC20("Plain", "PLAIN") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// Keeps one percent of every transfer.
contract FeeToken is ERC20("Fee", "FEE") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, amount);
        super._update(from, address(0xfee), amount / 100);
        super._update(from, to, amount - amount / 100);
    }
}

/// Is its own depositor, and tries to be paid twice when the vault pays it.
contract ReentrantToken is ERC20("Reentrant", "REENT") {
    uint256 private _requestId;
    /// What the second withdrawal failed with.
    bytes public failure;

    function depositAndRequest(IVault vault, uint256 amount) external {
        _mint(address(this), amount);
        _approve(address(this), address(vault), amount);
        vault.deposit(address(this), amount);
        _requestId = vault.requestWithdrawal(address(this), amount);
    }

    function withdraw(IVault vault) external {
        vault.withdraw(_requestId);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        (bool success, bytes memory result) = msg.sender.call(
            abi.encodeCall(IVault.withdraw, (_requestId))
        );
        require(!success, "the vault paid twice");
        failure = result;
        return super.transfer(to, amount);
    }
}
