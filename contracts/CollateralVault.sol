// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/// @title Holds ERC-20 collateral that cannot leave sooner than an attestation of it expires.
/// @notice An account's tokens are `locked` until it requests a withdrawal, then `requested` until
/// the delay is over. Only locked tokens count as collateral, so whoever relies on an attestation
/// can rely on the tokens for as long as the attestation is valid.
/// @dev No owner, no upgrade, no pause. Amounts are the token's raw units. Tokens that take a fee on
/// transfer are refused; tokens whose balances change by themselves must not be deposited, because
/// the vault accounts for what was transferred.
contract CollateralVault is ReentrancyGuard {
    using SafeERC20 for IERC20;

    enum WithdrawalStatus {
        None,
        Open,
        Withdrawn,
        Cancelled
    }

    struct Withdrawal {
        address account;
        uint64 availableAt;
        WithdrawalStatus status;
        address token;
        uint256 amount;
    }

    /// @notice Seconds between a withdrawal's request and the earliest moment it can be taken.
    uint64 public immutable withdrawalDelaySeconds;
    /// @notice Longest validity of an attestation that this vault's delay is made for.
    uint64 public immutable maximumAttestationValiditySeconds;
    /// @notice Id of the newest withdrawal request; ids start at 1.
    uint256 public lastRequestId;

    mapping(address token => mapping(address account => uint256)) private _locked;
    mapping(address token => mapping(address account => uint256)) private _requested;
    mapping(uint256 requestId => Withdrawal) private _withdrawals;

    event VaultInitialized(uint64 withdrawalDelaySeconds, uint64 maximumAttestationValiditySeconds);
    event Deposited(address indexed account, address indexed token, uint256 amount);
    event WithdrawalRequested(
        uint256 indexed requestId,
        address indexed account,
        address indexed token,
        uint256 amount,
        uint64 availableAt
    );
    event Withdrawn(
        uint256 indexed requestId,
        address indexed account,
        address indexed token,
        uint256 amount
    );
    event WithdrawalCancelled(
        uint256 indexed requestId,
        address indexed account,
        address indexed token,
        uint256 amount
    );

    error DelayTooShort(uint64 withdrawalDelaySeconds, uint64 maximumAttestationValiditySeconds);
    error ZeroAmount();
    error FeeOnTransferToken(address token, uint256 amount, uint256 received);
    error InsufficientLocked(address token, uint256 amount, uint256 locked);
    error WithdrawalNotOpen(uint256 requestId, WithdrawalStatus status);
    error NotTheAccount(uint256 requestId, address account, address caller);
    error WithdrawalTooEarly(uint256 requestId, uint64 availableAt, uint256 timestamp);

    /// @param delaySeconds Must exceed `validitySeconds`, and in practice by as much as an
    /// attestation's oldest block may lag behind its `asOf`.
    /// @param validitySeconds Longest validity that receivers of the attestations accept.
    constructor(uint64 delaySeconds, uint64 validitySeconds) {
        require(delaySeconds > validitySeconds, DelayTooShort(delaySeconds, validitySeconds));
        withdrawalDelaySeconds = delaySeconds;
        maximumAttestationValiditySeconds = validitySeconds;
        emit VaultInitialized(delaySeconds, validitySeconds);
    }

    /// @notice Locks `amount` of `token` for the caller, who must have approved it.
    function deposit(address token, uint256 amount) external nonReentrant {
        require(amount > 0, ZeroAmount());
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        require(received == amount, FeeOnTransferToken(token, amount, received));
        _locked[token][msg.sender] += amount;
        emit Deposited(msg.sender, token, amount);
    }

    /// @notice Starts the delay for `amount` of the caller's locked `token`: it stops being
    /// collateral now and can be taken after the delay.
    function requestWithdrawal(
        address token,
        uint256 amount
    ) external nonReentrant returns (uint256 requestId) {
        require(amount > 0, ZeroAmount());
        uint256 locked = _locked[token][msg.sender];
        require(amount <= locked, InsufficientLocked(token, amount, locked));
        _locked[token][msg.sender] = locked - amount;
        _requested[token][msg.sender] += amount;
        requestId = ++lastRequestId;
        uint64 availableAt = uint64(block.timestamp) + withdrawalDelaySeconds;
        _withdrawals[requestId] = Withdrawal({
            account: msg.sender,
            availableAt: availableAt,
            status: WithdrawalStatus.Open,
            token: token,
            amount: amount
        });
        emit WithdrawalRequested(requestId, msg.sender, token, amount, availableAt);
    }

    /// @notice Pays a request out to the account that made it, once its delay is over.
    function withdraw(uint256 requestId) external nonReentrant {
        Withdrawal storage withdrawal = _openWithdrawal(requestId);
        require(
            block.timestamp >= withdrawal.availableAt,
            WithdrawalTooEarly(requestId, withdrawal.availableAt, block.timestamp)
        );
        address token = withdrawal.token;
        uint256 amount = withdrawal.amount;
        withdrawal.status = WithdrawalStatus.Withdrawn;
        _requested[token][msg.sender] -= amount;
        IERC20(token).safeTransfer(msg.sender, amount);
        emit Withdrawn(requestId, msg.sender, token, amount);
    }

    /// @notice Takes a request back: its amount is locked again.
    function cancelWithdrawal(uint256 requestId) external nonReentrant {
        Withdrawal storage withdrawal = _openWithdrawal(requestId);
        address token = withdrawal.token;
        uint256 amount = withdrawal.amount;
        withdrawal.status = WithdrawalStatus.Cancelled;
        _requested[token][msg.sender] -= amount;
        _locked[token][msg.sender] += amount;
        emit WithdrawalCancelled(requestId, msg.sender, token, amount);
    }

    /// @notice What counts as `account`'s collateral in `token`.
    function lockedOf(address token, address account) external view returns (uint256) {
        return _locked[token][account];
    }

    /// @notice What `account` has in open withdrawal requests of `token`.
    function requestedOf(address token, address account) external view returns (uint256) {
        return _requested[token][account];
    }

    /// @notice A withdrawal request; all zero where there is none of that id.
    function withdrawalOf(uint256 requestId) external view returns (Withdrawal memory) {
        return _withdrawals[requestId];
    }

    function _openWithdrawal(uint256 requestId) private view returns (Withdrawal storage withdrawal) {
        withdrawal = _withdrawals[requestId];
        require(
            withdrawal.status == WithdrawalStatus.Open,
            WithdrawalNotOpen(requestId, withdrawal.status)
        );
        require(
            withdrawal.account == msg.sender,
            NotTheAccount(requestId, withdrawal.account, msg.sender)
        );
    }
}
