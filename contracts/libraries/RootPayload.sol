// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BytesParsing} from "@wormhole-foundation/wormhole-solidity-sdk/contracts/libraries/BytesParsing.sol";

/// @title Reads the UCA1 message that carries the Merkle root of all accounts' values.
/// @dev Big-endian and packed, 131 + 51 n bytes: magic 4 | type 1 | flags 1 | configHash 32 |
/// epoch 8 | asOf 8 | validUntil 8 | minPriceTime 8 | maxPriceTime 8 | leafCount 4 | total 16 |
/// root 32 | n 1 | n x (Wormhole chain 2 | block 8 | block time 8 | block hash 32 | status 1).
library RootPayload {
    using BytesParsing for bytes;

    bytes4 internal constant MAGIC = "UCA1";
    uint8 internal constant TYPE_ROOT = 1;
    uint256 internal constant FIXED_LENGTH = 131;
    uint256 internal constant CHAIN_LENGTH = 51;

    struct Root {
        bytes32 root;
        /// Hash of the methodology that the values were computed by.
        bytes32 configHash;
        uint64 epoch;
        /// Unix seconds of the newest block that the values are based on.
        uint64 asOf;
        uint64 validUntil;
        uint64 minPriceTime;
        uint64 maxPriceTime;
        /// Sum of all values after haircuts, USD x 10^8, rounded down.
        uint128 total;
        uint32 leafCount;
        /// 1 partial, 2 stale price, 4 simulated.
        uint8 flags;
    }

    error BadMagic(bytes4 magic);
    error BadType(uint8 messageType);
    error BadLength(uint256 length, uint256 expected);

    /// @notice The fields of a root message, its chain table left unread.
    /// @dev Reverts with BadMagic, BadType or BadLength, in this order for a payload that holds the
    /// field, and with BadLength for one too short to hold it.
    function parse(bytes memory payload) internal pure returns (Root memory root) {
        if (payload.length < 5) revert BadLength(payload.length, FIXED_LENGTH);
        (bytes4 magic, ) = payload.asBytes4MemUnchecked(0);
        if (magic != MAGIC) revert BadMagic(magic);
        (uint8 messageType, ) = payload.asUint8MemUnchecked(4);
        if (messageType != TYPE_ROOT) revert BadType(messageType);
        if (payload.length < FIXED_LENGTH) revert BadLength(payload.length, FIXED_LENGTH);
        (uint8 chainCount, ) = payload.asUint8MemUnchecked(FIXED_LENGTH - 1);
        uint256 expected = FIXED_LENGTH + CHAIN_LENGTH * uint256(chainCount);
        if (payload.length != expected) revert BadLength(payload.length, expected);

        uint256 offset = 5;
        (root.flags, offset) = payload.asUint8MemUnchecked(offset);
        (root.configHash, offset) = payload.asBytes32MemUnchecked(offset);
        (root.epoch, offset) = payload.asUint64MemUnchecked(offset);
        (root.asOf, offset) = payload.asUint64MemUnchecked(offset);
        (root.validUntil, offset) = payload.asUint64MemUnchecked(offset);
        (root.minPriceTime, offset) = payload.asUint64MemUnchecked(offset);
        (root.maxPriceTime, offset) = payload.asUint64MemUnchecked(offset);
        (root.leafCount, offset) = payload.asUint32MemUnchecked(offset);
        (root.total, offset) = payload.asUint128MemUnchecked(offset);
        (root.root, offset) = payload.asBytes32MemUnchecked(offset);
    }
}
