/** Ballast's own CollateralVault: contracts/CollateralVault.sol. */
export const collateralVaultAbi = [
  {
    type: "event",
    name: "Deposited",
    anonymous: false,
    inputs: [
      { type: "address", name: "account", indexed: true },
      { type: "address", name: "token", indexed: true },
      { type: "uint256", name: "amount", indexed: false },
    ],
  },
  {
    type: "event",
    name: "VaultInitialized",
    anonymous: false,
    inputs: [
      { type: "uint64", name: "withdrawalDelaySeconds", indexed: false },
      { type: "uint64", name: "maximumAttestationValiditySeconds", indexed: false },
    ],
  },
  {
    type: "event",
    name: "WithdrawalCancelled",
    anonymous: false,
    inputs: [
      { type: "uint256", name: "requestId", indexed: true },
      { type: "address", name: "account", indexed: true },
      { type: "address", name: "token", indexed: true },
      { type: "uint256", name: "amount", indexed: false },
    ],
  },
  {
    type: "event",
    name: "WithdrawalRequested",
    anonymous: false,
    inputs: [
      { type: "uint256", name: "requestId", indexed: true },
      { type: "address", name: "account", indexed: true },
      { type: "address", name: "token", indexed: true },
      { type: "uint256", name: "amount", indexed: false },
      { type: "uint64", name: "availableAt", indexed: false },
    ],
  },
  {
    type: "event",
    name: "Withdrawn",
    anonymous: false,
    inputs: [
      { type: "uint256", name: "requestId", indexed: true },
      { type: "address", name: "account", indexed: true },
      { type: "address", name: "token", indexed: true },
      { type: "uint256", name: "amount", indexed: false },
    ],
  },
  {
    type: "function",
    name: "cancelWithdrawal",
    stateMutability: "nonpayable",
    inputs: [{ type: "uint256", name: "requestId" }],
    outputs: [],
  },
  {
    type: "function",
    name: "deposit",
    stateMutability: "nonpayable",
    inputs: [
      { type: "address", name: "token" },
      { type: "uint256", name: "amount" },
    ],
    outputs: [],
  },
  {
    type: "function",
    name: "lastRequestId",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "uint256", name: "" }],
  },
  {
    type: "function",
    name: "lockedOf",
    stateMutability: "view",
    inputs: [
      { type: "address", name: "token" },
      { type: "address", name: "account" },
    ],
    outputs: [{ type: "uint256", name: "" }],
  },
  {
    type: "function",
    name: "maximumAttestationValiditySeconds",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "uint64", name: "" }],
  },
  {
    type: "function",
    name: "requestWithdrawal",
    stateMutability: "nonpayable",
    inputs: [
      { type: "address", name: "token" },
      { type: "uint256", name: "amount" },
    ],
    outputs: [{ type: "uint256", name: "requestId" }],
  },
  {
    type: "function",
    name: "requestedOf",
    stateMutability: "view",
    inputs: [
      { type: "address", name: "token" },
      { type: "address", name: "account" },
    ],
    outputs: [{ type: "uint256", name: "" }],
  },
  {
    type: "function",
    name: "withdraw",
    stateMutability: "nonpayable",
    inputs: [{ type: "uint256", name: "requestId" }],
    outputs: [],
  },
  {
    type: "function",
    name: "withdrawalDelaySeconds",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "uint64", name: "" }],
  },
  {
    type: "function",
    name: "withdrawalOf",
    stateMutability: "view",
    inputs: [{ type: "uint256", name: "requestId" }],
    outputs: [
      {
        type: "tuple",
        name: "",
        components: [
          { type: "address", name: "account" },
          { type: "uint64", name: "availableAt" },
          { type: "uint8", name: "status" },
          { type: "address", name: "token" },
          { type: "uint256", name: "amount" },
        ],
      },
    ],
  },
  {
    type: "error",
    name: "DelayTooShort",
    inputs: [
      { type: "uint64", name: "withdrawalDelaySeconds" },
      { type: "uint64", name: "maximumAttestationValiditySeconds" },
    ],
  },
  {
    type: "error",
    name: "FeeOnTransferToken",
    inputs: [
      { type: "address", name: "token" },
      { type: "uint256", name: "amount" },
      { type: "uint256", name: "received" },
    ],
  },
  {
    type: "error",
    name: "InsufficientLocked",
    inputs: [
      { type: "address", name: "token" },
      { type: "uint256", name: "amount" },
      { type: "uint256", name: "locked" },
    ],
  },
  {
    type: "error",
    name: "NotTheAccount",
    inputs: [
      { type: "uint256", name: "requestId" },
      { type: "address", name: "account" },
      { type: "address", name: "caller" },
    ],
  },
  { type: "error", name: "ReentrancyGuardReentrantCall", inputs: [] },
  { type: "error", name: "SafeERC20FailedOperation", inputs: [{ type: "address", name: "token" }] },
  {
    type: "error",
    name: "WithdrawalNotOpen",
    inputs: [
      { type: "uint256", name: "requestId" },
      { type: "uint8", name: "status" },
    ],
  },
  {
    type: "error",
    name: "WithdrawalTooEarly",
    inputs: [
      { type: "uint256", name: "requestId" },
      { type: "uint64", name: "availableAt" },
      { type: "uint256", name: "timestamp" },
    ],
  },
  { type: "error", name: "ZeroAmount", inputs: [] },
] as const;
