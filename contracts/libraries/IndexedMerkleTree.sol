// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Proofs of a Merkle tree whose leaves have positions.
/// @dev Leaf keccak256(0x00 || leaf), node keccak256(0x01 || left || right); the leaves are padded
/// with keccak256(0x02) to the next power of two. The position decides left and right, so a proof
/// shows where a leaf is, and two neighbours show that nothing lies between them.
library IndexedMerkleTree {
    error BadLeafIndex(uint256 leafIndex, uint256 leafCount);
    error BadProofLength(uint256 length, uint256 expected);
    error BadProof(bytes32 computedRoot, bytes32 root);

    /// @notice Reverts unless `leaf` is the leaf at `leafIndex` of the `leafCount` leaves under `root`.
    function verify(
        bytes32 root,
        uint256 leafCount,
        bytes calldata leaf,
        uint256 leafIndex,
        bytes32[] calldata proof
    ) internal pure {
        if (leafIndex >= leafCount) revert BadLeafIndex(leafIndex, leafCount);
        uint256 depth = depthOf(leafCount);
        if (proof.length != depth) revert BadProofLength(proof.length, depth);
        bytes32 node = keccak256(abi.encodePacked(bytes1(0x00), leaf));
        uint256 position = leafIndex;
        for (uint256 level = 0; level < depth; ++level) {
            bytes32 sibling = proof[level];
            node = position & 1 == 0
                ? keccak256(abi.encodePacked(bytes1(0x01), node, sibling))
                : keccak256(abi.encodePacked(bytes1(0x01), sibling, node));
            position >>= 1;
        }
        if (node != root) revert BadProof(node, root);
    }

    /// @notice The smallest d with 2^d >= leafCount.
    function depthOf(uint256 leafCount) internal pure returns (uint256 depth) {
        while (uint256(1) << depth < leafCount) ++depth;
    }
}
