// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// What Venus asks of its ResilientOracle, with prices that anybody may set; one not set, or 0, is missing.
contract LocalVenusOracle {
    /// USD × 10^(36 − decimals of the underlying), by vToken.
    mapping(address => uint256) public getUnderlyingPrice;

    function setPrice(address vToken, uint256 price) external {
        getUnderlyingPrice[vToken] = price;
    }

    function updatePrice(address vToken) external {}
}
