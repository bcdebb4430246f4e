// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {
    CoreBridgeVM,
    ICoreBridge
} from "@wormhole-foundation/wormhole-solidity-sdk/contracts/interfaces/ICoreBridge.sol";
import {AccountLeaf} from "./libraries/AccountLeaf.sol";
import {IndexedMerkleTree} from "./libraries/IndexedMerkleTree.sol";
import {RootPayload} from "./libraries/RootPayload.sol";

/// @title Accepts attestation roots from other chains and answers for one account by Merkle proof.
/// @notice Anyone may deliver a root. It is accepted only with a guardian quorum, from an emitter and
/// by a methodology that the admin allows, newer than the last and within its validity.
/// @dev Signatures are verified by the chain's own core contract rather than by a library: it never
/// falls back to another guardian set than the one named, and follows the core's upgrades. A replay
/// is refused by its epoch, whatever subset of guardians signed it.
contract AttestationReceiver is AccessControl {
    /// An account's values in USD x 10^8: `value` after haircuts, `gross` collateral, `debt` (2^128 - 1
    /// where a debt has no known value). Times in unix seconds. `chainMask`: bit i is set where chain i of the root's table contributed. `flags`:
    /// 1 partial, 2 stale price, 4 simulated.
    struct AccountValue {
        uint64 epoch;
        uint64 asOf;
        uint64 validUntil;
        uint128 value;
        uint128 gross;
        uint128 debt;
        uint64 minPriceTime;
        uint32 chainMask;
        uint8 flags;
        bytes32 breakdownHash;
    }

    /// @notice The Wormhole core contract of this chain.
    ICoreBridge public immutable wormholeCore;
    /// @notice How far a root's `asOf` may lie ahead of this chain's clock.
    uint64 public immutable clockSkewSeconds;
    /// @notice Longest accepted time from a root's `asOf` to its `validUntil`.
    uint64 public immutable maximumValiditySeconds;

    /// @notice Whether roots of an emitter (32-byte address) on a Wormhole chain are accepted.
    mapping(uint16 wormholeChainId => mapping(bytes32 emitter => bool)) public emitterAllowed;
    /// @notice Whether roots computed by a methodology are accepted.
    mapping(bytes32 configHash => bool) public methodologyAllowed;

    RootPayload.Root private _root;
    uint16 private _emitterChainId;
    bytes32 private _emitter;

    event EmitterSet(uint16 indexed wormholeChainId, bytes32 indexed emitter, bool allowed);
    event MethodologySet(bytes32 indexed configHash, bool allowed);
    event RootAccepted(
        uint64 indexed epoch,
        bytes32 indexed root,
        uint64 validUntil,
        bytes32 configHash
    );

    error InvalidVaa(string reason);
    error UnknownEmitter(uint16 wormholeChainId, bytes32 emitter);
    error UnknownMethodology(bytes32 configHash);
    error StaleEpoch(uint64 given, uint64 last);
    error FromTheFuture(uint64 asOf, uint256 timestamp);
    error Expired(uint64 validUntil, uint256 timestamp);
    error BadValidity(uint64 asOf, uint64 validUntil, uint64 maximumValiditySeconds);
    error NoRoot();
    error WrongAccount(uint16 namespace, bytes32 account);

    /// @param admin May allow and disallow emitters and methodologies.
    constructor(address core, address admin, uint64 skewSeconds, uint64 validitySeconds) {
        wormholeCore = ICoreBridge(core);
        clockSkewSeconds = skewSeconds;
        maximumValiditySeconds = validitySeconds;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
    }

    /// @notice Allows or disallows an emitter. Disallowing also takes the current root out of use
    /// where it came from there.
    function setEmitter(
        uint16 wormholeChainId,
        bytes32 emitter,
        bool allowed
    ) external onlyRole(DEFAULT_ADMIN_ROLE) {
        emitterAllowed[wormholeChainId][emitter] = allowed;
        emit EmitterSet(wormholeChainId, emitter, allowed);
    }

    /// @notice Allows or disallows a methodology. Disallowing also takes the current root out of use
    /// where it was computed by it.
    function setMethodology(
        bytes32 configHash,
        bool allowed
    ) external onlyRole(DEFAULT_ADMIN_ROLE) {
        methodologyAllowed[configHash] = allowed;
        emit MethodologySet(configHash, allowed);
    }

    /// @notice Delivers a signed root. Anyone may call.
    /// @dev Checks, in this order: InvalidVaa, UnknownEmitter, BadMagic, BadType, BadLength,
    /// UnknownMethodology, StaleEpoch, FromTheFuture, Expired, BadValidity.
    function submitRoot(bytes calldata vaa) external {
        (uint16 chainId, bytes32 emitter, bytes memory payload) = _verify(vaa);
        if (!emitterAllowed[chainId][emitter]) revert UnknownEmitter(chainId, emitter);
        RootPayload.Root memory root = RootPayload.parse(payload);
        if (!methodologyAllowed[root.configHash]) revert UnknownMethodology(root.configHash);
        if (root.epoch <= _root.epoch) revert StaleEpoch(root.epoch, _root.epoch);
        if (root.asOf > block.timestamp + clockSkewSeconds) {
            revert FromTheFuture(root.asOf, block.timestamp);
        }
        if (block.timestamp > root.validUntil) revert Expired(root.validUntil, block.timestamp);
        if (
            root.validUntil < root.asOf || root.validUntil - root.asOf > maximumValiditySeconds
        ) revert BadValidity(root.asOf, root.validUntil, maximumValiditySeconds);

        _root = root;
        _emitterChainId = chainId;
        _emitter = emitter;
        emit RootAccepted(root.epoch, root.root, root.validUntil, root.configHash);
    }

    /// @notice The value of an externally owned account, the same address on every chain.
    /// @param leaf The account's 128-byte leaf, `leafIndex` its position, `proof` its siblings from
    /// the bottom up.
    function valueOf(
        address account,
        bytes calldata leaf,
        uint256 leafIndex,
        bytes32[] calldata proof
    ) external view returns (AccountValue memory) {
        return _valueOf(0, bytes32(uint256(uint160(account))), leaf, leafIndex, proof);
    }

    /// @notice The value of an account of a namespace, such as a contract account of one chain.
    /// @dev Reverts with NoRoot, UnknownEmitter or UnknownMethodology (disallowed since), Expired,
    /// BadLeafLength, BadLeafVersion, WrongAccount, BadLeafIndex, BadProofLength or BadProof.
    function valueOf(
        uint16 namespace,
        bytes32 account,
        bytes calldata leaf,
        uint256 leafIndex,
        bytes32[] calldata proof
    ) external view returns (AccountValue memory) {
        return _valueOf(namespace, account, leaf, leafIndex, proof);
    }

    /// @notice The newest accepted root, whether or not it is still valid; all zero before the first.
    function latestRoot()
        external
        view
        returns (RootPayload.Root memory root, uint16 emitterChainId, bytes32 emitter)
    {
        return (_root, _emitterChainId, _emitter);
    }

    /// @notice Epoch of the newest accepted root; 0 before the first.
    function lastEpoch() external view returns (uint64) {
        return _root.epoch;
    }

    function _valueOf(
        uint16 namespace,
        bytes32 account,
        bytes calldata encodedLeaf,
        uint256 leafIndex,
        bytes32[] calldata proof
    ) private view returns (AccountValue memory) {
        RootPayload.Root memory root = _usableRoot();
        AccountLeaf.Leaf memory leaf = AccountLeaf.parse(encodedLeaf);
        if (leaf.namespace != namespace || leaf.account != account) {
            revert WrongAccount(leaf.namespace, leaf.account);
        }
        IndexedMerkleTree.verify(root.root, root.leafCount, encodedLeaf, leafIndex, proof);
        return
            AccountValue({
                epoch: root.epoch,
                asOf: root.asOf,
                validUntil: root.validUntil,
                value: leaf.value,
                gross: leaf.gross,
                debt: leaf.debt,
                minPriceTime: leaf.minPriceTime,
                chainMask: leaf.chainMask,
                flags: leaf.flags,
                breakdownHash: leaf.breakdownHash
            });
    }

    function _usableRoot() private view returns (RootPayload.Root memory root) {
        root = _root;
        if (root.epoch == 0) revert NoRoot();
        if (!emitterAllowed[_emitterChainId][_emitter]) {
            revert UnknownEmitter(_emitterChainId, _emitter);
        }
        if (!methodologyAllowed[root.configHash]) revert UnknownMethodology(root.configHash);
        if (block.timestamp > root.validUntil) revert Expired(root.validUntil, block.timestamp);
    }

    /// The core answers a bad VAA in two ways: a reason, or a revert.
    function _verify(
        bytes calldata vaa
    ) private view returns (uint16 chainId, bytes32 emitter, bytes memory payload) {
        try wormholeCore.parseAndVerifyVM(vaa) returns (
            CoreBridgeVM memory vm,
            bool valid,
            string memory reason
        ) {
            if (!valid) revert InvalidVaa(reason);
            return (vm.emitterChainId, vm.emitterAddress, vm.payload);
        } catch Error(string memory reason) {
            revert InvalidVaa(reason);
        } catch {
            revert InvalidVaa("the core contract reverted without a reason");
        }
    }
}
