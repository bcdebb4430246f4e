// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// Stands where Venus has its ProtocolShareReserve: keeps what it is sent.
contract LocalVenusIncome {
    function updateAssetsState(address comptroller, address asset, uint8 incomeType) external {}
}
