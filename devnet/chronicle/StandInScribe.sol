// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// Stands in for Chronicle's Scribe, whose source is not on npm: the same event, views and ages, but
/// whoever pokes is believed without the signatures of Chronicle's validators.
contract StandInScribe {
    error StaleMessage(uint32 givenAge, uint32 currentAge);
    error FutureMessage(uint32 givenAge, uint32 currentTimestamp);
    error NotTolled(address caller);

    event Poked(address indexed caller, uint128 val, uint32 age);

    uint8 public constant decimals = 18;
    bytes32 public immutable wat;

    uint128 private currentValue;
    uint32 private currentAge;

    /// A Scribe is read by those who were let in, and off chain by nobody in particular.
    modifier toll() {
        if (msg.sender != address(0)) revert NotTolled(msg.sender);
        _;
    }

    constructor(bytes32 wat_) {
        wat = wat_;
    }

    /// The value's age is when it was signed; what is stored as its age is the block's time.
    function poke(uint128 val, uint32 age) external {
        if (age <= currentAge) revert StaleMessage(age, currentAge);
        if (age > block.timestamp) revert FutureMessage(age, uint32(block.timestamp));
        currentValue = val;
        currentAge = uint32(block.timestamp);
        emit Poked(msg.sender, val, age);
    }

    function readWithAge() external view toll returns (uint256, uint256) {
        require(currentValue != 0);
        return (currentValue, currentAge);
    }

    function latestRoundData()
        external
        view
        toll
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        return (1, int256(uint256(currentValue)), 0, currentAge, 1);
    }
}
