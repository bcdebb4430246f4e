// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// A staking token that says its rate and reports its rewards as Lido's wstETH and stETH do together.
contract StakedEther is ERC20 {
    uint256 public totalEther;

    event TokenRebased(
        uint256 indexed reportTimestamp,
        uint256 timeElapsed,
        uint256 preTotalShares,
        uint256 preTotalEther,
        uint256 postTotalShares,
        uint256 postTotalEther,
        uint256 sharesMintedAsFees
    );

    uint256 private reportedAt;

    constructor(uint256 shares, uint256 ether_) ERC20("Staked Ether", "stkETH") {
        _mint(msg.sender, shares);
        totalEther = ether_;
        reportedAt = block.timestamp;
    }

    function stEthPerToken() external view returns (uint256) {
        return (totalEther * 1e18) / totalSupply();
    }

    function report(uint256 postTotalEther) external {
        uint256 shares = totalSupply();
        emit TokenRebased(
            block.timestamp, block.timestamp - reportedAt, shares, totalEther, shares, postTotalEther, 0
        );
        totalEther = postTotalEther;
        reportedAt = block.timestamp;
    }
}
