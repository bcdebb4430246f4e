// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

interface IStakedEther {
    function stEthPerToken() external view returns (uint256);
}

/// The terms of a rate's cap with the views and the event of Aave's price cap adapters. Anyone may set them.
contract RateCapAdapter {
    uint8 public constant RATIO_DECIMALS = 18;
    uint256 private constant SCALE = 1e6;

    IStakedEther private immutable provider;
    uint256 public getSnapshotRatio;
    uint256 public getSnapshotTimestamp;
    uint256 public getMaxYearlyGrowthRatePercent;

    event CapParametersUpdated(
        uint256 snapshotRatio,
        uint256 snapshotTimestamp,
        uint256 maxRatioGrowthPerSecond,
        uint16 maxYearlyRatioGrowthPercent
    );

    constructor(IStakedEther provider_, uint256 ratio, uint256 timestamp, uint16 yearlyGrowth) {
        provider = provider_;
        setCapParameters(ratio, timestamp, yearlyGrowth);
    }

    function setCapParameters(uint256 ratio, uint256 timestamp, uint16 yearlyGrowth) public {
        getSnapshotRatio = ratio;
        getSnapshotTimestamp = timestamp;
        getMaxYearlyGrowthRatePercent = yearlyGrowth;
        emit CapParametersUpdated(ratio, timestamp, scaledGrowth() / SCALE, yearlyGrowth);
    }

    function isCapped() external view returns (bool) {
        uint256 highest = getSnapshotRatio + (scaledGrowth() * (block.timestamp - getSnapshotTimestamp)) / SCALE;
        return provider.stEthPerToken() > highest;
    }

    function scaledGrowth() private view returns (uint256) {
        return (getSnapshotRatio * getMaxYearlyGrowthRatePercent * SCALE) / 1e4 / 365 days;
    }
}
