// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BytesParsing} from "@wormhole-foundation/wormhole-solidity-sdk/contracts/libraries/BytesParsing.sol";

/// @title Reads one account's leaf of a UCA1 tree.
/// @dev 128 bytes, big-endian and packed: version 1 | namespace 2 | account 32 | value 16 |
/// gross 16 | debt 16 | minPriceTime 8 | chainMask 4 | flags 1 | breakdownHash 32.
library AccountLeaf {
    using BytesParsing for bytes;

    uint8 internal constant VERSION = 1;
    uint256 internal constant LENGTH = 128;

    struct Leaf {
        /// 0: the same externally owned address on every chain; otherwise one chain or identity group.
        uint16 namespace;
        bytes32 account;
        uint128 value;
        uint128 gross;
        uint128 debt;
        uint64 minPriceTime;
        uint32 chainMask;
        uint8 flags;
        bytes32 breakdownHash;
    }

    error BadLeafLength(uint256 length, uint256 expected);
    error BadLeafVersion(uint8 version);

    function parse(bytes calldata encoded) internal pure returns (Leaf memory leaf) {
        if (encoded.length != LENGTH) revert BadLeafLength(encoded.length, LENGTH);
        uint256 offset = 0;
        uint8 version;
        (version, offset) = encoded.asUint8CdUnchecked(offset);
        if (version != VERSION) revert BadLeafVersion(version);
        (leaf.namespace, offset) = encoded.asUint16CdUnchecked(offset);
        (leaf.account, offset) = encoded.asBytes32CdUnchecked(offset);
        (leaf.value, offset) = encoded.asUint128CdUnchecked(offset);
        (leaf.gross, offset) = encoded.asUint128CdUnchecked(offset);
        (leaf.debt, offset) = encoded.asUint128CdUnchecked(offset);
        (leaf.minPriceTime, offset) = encoded.asUint64CdUnchecked(offset);
        (leaf.chainMask, offset) = encoded.asUint32CdUnchecked(offset);
        (leaf.flags, offset) = encoded.asUint8CdUnchecked(offset);
        (leaf.breakdownHash, offset) = encoded.asBytes32CdUnchecked(offset);
    }
}
