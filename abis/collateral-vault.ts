/** Ballast's own CollateralVault: contracts/CollateralVault.sol. */
export const collateralVaultAbi = [
  {
    anonymous: false,
    inputs: [
      {
        indexed: true,
        name: "account",
        type: "address",
      },
      {
        indexed: true,
        name: "token",
        type: "address",
      },
      {
        indexed: false,
        name: "amount",
        type: "uint256",
      },
    ],
    name: "Deposited",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      {
        indexed: false,
        name: "withdrawalDelaySeconds",
        type: "uint64",
      },
      {
        indexed: false,
        name: "maximumAttestationValiditySeconds",
        type: "uint64",
      },
    ],
    name: "VaultInitialized",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      {
        indexed: true,
        name: "requestId",
        type: "uint256",
      },
      {
        indexed: true,
        name: "account",
        type: "address",
      },
      {
        indexed: true,
        name: "token",
        type: "address",
      },
      {
        indexed: false,
        name: "amount",
        type: "uint256",
      },
    ],
    name: "WithdrawalCancelled",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      {
        indexed: true,
        name: "requestId",
        type: "uint256",
      },
      {
        indexed: true,
        name: "account",
        type: "address",
      },
      {
        indexed: true,
        name: "token",
        type: "address",
      },
      {
        indexed: false,
        name: "amount",
        type: "uint256",
      },
      {
        indexed: false,
        name: "availableAt",
        type: "uint64",
      },
    ],
    name: "WithdrawalRequested",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      {
        indexed: true,
        name: "requestId",
        type: "uint256",
      },
      {
        indexed: true,
        name: "account",
        type: "address",
      },
      {
        indexed: true,
        name: "token",
        type: "address",
      },
      {
        indexed: false,
        name: "amount",
        type: "uint256",
      },
    ],
    name: "Withdrawn",
    type: "event",
  },
  {
    inputs: [
      {
        name: "requestId",
        type: "uint256",
      },
    ],
    name: "cancelWithdrawal",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      {
        name: "token",
        type: "address",
      },
      {
        name: "amount",
        type: "uint256",
      },
    ],
    name: "deposit",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "lastRequestId",
    outputs: [
      {
        name: "",
        type: "uint256",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        name: "token",
        type: "address",
      },
      {
        name: "account",
        type: "address",
      },
    ],
    name: "lockedOf",
    outputs: [
      {
        name: "",
        type: "uint256",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "maximumAttestationValiditySeconds",
    outputs: [
      {
        name: "",
        type: "uint64",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        name: "token",
        type: "address",
      },
      {
        name: "amount",
        type: "uint256",
      },
    ],
    name: "requestWithdrawal",
    outputs: [
      {
        name: "requestId",
        type: "uint256",
      },
    ],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      {
        name: "token",
        type: "address",
      },
      {
        name: "account",
        type: "address",
      },
    ],
    name: "requestedOf",
    outputs: [
      {
        name: "",
        type: "uint256",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        name: "requestId",
        type: "uint256",
      },
    ],
    name: "withdraw",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "withdrawalDelaySeconds",
    outputs: [
      {
        name: "",
        type: "uint64",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        name: "requestId",
        type: "uint256",
      },
    ],
    name: "withdrawalOf",
    outputs: [
      {
        components: [
          {
            name: "account",
            type: "address",
          },
          {
            name: "availableAt",
            type: "uint64",
          },
          {
            name: "status",
            type: "uint8",
          },
          {
            name: "token",
            type: "address",
          },
          {
            name: "amount",
            type: "uint256",
          },
        ],
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        name: "withdrawalDelaySeconds",
        type: "uint64",
      },
      {
        name: "maximumAttestationValiditySeconds",
        type: "uint64",
      },
    ],
    name: "DelayTooShort",
    type: "error",
  },
  {
    inputs: [
      {
        name: "token",
        type: "address",
      },
      {
        name: "amount",
        type: "uint256",
      },
      {
        name: "received",
        type: "uint256",
      },
    ],
    name: "FeeOnTransferToken",
    type: "error",
  },
  {
    inputs: [
      {
        name: "token",
        type: "address",
      },
      {
        name: "amount",
        type: "uint256",
      },
      {
        name: "locked",
        type: "uint256",
      },
    ],
    name: "InsufficientLocked",
    type: "error",
  },
  {
    inputs: [
      {
        name: "requestId",
        type: "uint256",
      },
      {
        name: "account",
        type: "address",
      },
      {
        name: "caller",
        type: "address",
      },
    ],
    name: "NotTheAccount",
    type: "error",
  },
  {
    inputs: [],
    name: "ReentrancyGuardReentrantCall",
    type: "error",
  },
  {
    inputs: [
      {
        name: "token",
        type: "address",
      },
    ],
    name: "SafeERC20FailedOperation",
    type: "error",
  },
  {
    inputs: [
      {
        name: "requestId",
        type: "uint256",
      },
      {
        name: "status",
        type: "uint8",
      },
    ],
    name: "WithdrawalNotOpen",
    type: "error",
  },
  {
    inputs: [
      {
        name: "requestId",
        type: "uint256",
      },
      {
        name: "availableAt",
        type: "uint64",
      },
      {
        name: "timestamp",
        type: "uint256",
      },
    ],
    name: "WithdrawalTooEarly",
    type: "error",
  },
  {
    inputs: [],
    name: "ZeroAmount",
    type: "error",
  },
] as const;
