// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ICoreBridge} from "@wormhole-foundation/wormhole-solidity-sdk/contracts/interfaces/ICoreBridge.sol";
import {RootPayload} from "./libraries/RootPayload.sol";

/// @title Publishes attestation roots through the Wormhole core contract, each epoch once.
/// @notice Guardians attest that this contract published a root, not that the root is right: a
/// receiver that trusts it trusts the publisher.
contract AttestationEmitter is AccessControl {
    bytes32 public constant PUBLISHER_ROLE = keccak256("PUBLISHER_ROLE");

    /// @notice The Wormhole core contract of this chain.
    ICoreBridge public immutable wormholeCore;
    /// @notice Epoch of the newest published root; 0 before the first.
    uint64 public lastEpoch;

    /// The sequence plus one, so that zero means not published.
    mapping(uint64 epoch => uint256) private _sequencePlusOne;

    event AttestationPublished(
        uint64 indexed epoch,
        uint64 indexed sequence,
        bytes32 payloadHash
    );

    error StaleEpoch(uint64 given, uint64 last);
    error UnknownEpoch(uint64 epoch);

    /// @param admin May grant and revoke PUBLISHER_ROLE; gets no right to publish by itself.
    constructor(address core, address admin) {
        wormholeCore = ICoreBridge(core);
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
    }

    /// @notice Publishes a UCA1 root message of a new epoch.
    /// @param payload Checked for magic, type and exact length; its content is the publisher's word.
    /// @param consistencyLevel When guardians sign: 200 at once, 201 safe, 202 (or 1) finalized.
    /// @dev The value sent must equal the core contract's messageFee().
    function publish(
        bytes calldata payload,
        uint8 consistencyLevel
    ) external payable onlyRole(PUBLISHER_ROLE) returns (uint64 sequence) {
        uint64 epoch = RootPayload.parse(payload).epoch;
        if (epoch <= lastEpoch) revert StaleEpoch(epoch, lastEpoch);
        lastEpoch = epoch;
        sequence = wormholeCore.publishMessage{value: msg.value}(0, payload, consistencyLevel);
        _sequencePlusOne[epoch] = uint256(sequence) + 1;
        emit AttestationPublished(epoch, sequence, keccak256(payload));
    }

    /// @notice Wormhole sequence of a published epoch. Reverts with UnknownEpoch for any other.
    function sequenceOf(uint64 epoch) external view returns (uint64) {
        uint256 sequencePlusOne = _sequencePlusOne[epoch];
        if (sequencePlusOne == 0) revert UnknownEpoch(epoch);
        return uint64(sequencePlusOne - 1);
    }
}
