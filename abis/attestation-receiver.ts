/** Ballast's own AttestationReceiver: contracts/AttestationReceiver.sol. */
export const attestationReceiverAbi = [
  {
    anonymous: false,
    inputs: [
      {
        indexed: true,
        name: "wormholeChainId",
        type: "uint16",
      },
      {
        indexed: true,
        name: "emitter",
        type: "bytes32",
      },
      {
        indexed: false,
        name: "allowed",
        type: "bool",
      },
    ],
    name: "EmitterSet",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      {
        indexed: true,
        name: "configHash",
        type: "bytes32",
      },
      {
        indexed: false,
        name: "allowed",
        type: "bool",
      },
    ],
    name: "MethodologySet",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      {
        indexed: true,
        name: "epoch",
        type: "uint64",
      },
      {
        indexed: true,
        name: "root",
        type: "bytes32",
      },
      {
        indexed: false,
        name: "validUntil",
        type: "uint64",
      },
      {
        indexed: false,
        name: "configHash",
        type: "bytes32",
      },
    ],
    name: "RootAccepted",
    type: "event",
  },
  {
    inputs: [],
    name: "clockSkewSeconds",
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
        name: "wormholeChainId",
        type: "uint16",
      },
      {
        name: "emitter",
        type: "bytes32",
      },
    ],
    name: "emitterAllowed",
    outputs: [
      {
        name: "",
        type: "bool",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        name: "role",
        type: "bytes32",
      },
      {
        name: "account",
        type: "address",
      },
    ],
    name: "grantRole",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      {
        name: "role",
        type: "bytes32",
      },
      {
        name: "account",
        type: "address",
      },
    ],
    name: "hasRole",
    outputs: [
      {
        name: "",
        type: "bool",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "lastEpoch",
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
    inputs: [],
    name: "latestRoot",
    outputs: [
      {
        components: [
          {
            name: "root",
            type: "bytes32",
          },
          {
            name: "configHash",
            type: "bytes32",
          },
          {
            name: "epoch",
            type: "uint64",
          },
          {
            name: "asOf",
            type: "uint64",
          },
          {
            name: "validUntil",
            type: "uint64",
          },
          {
            name: "minPriceTime",
            type: "uint64",
          },
          {
            name: "maxPriceTime",
            type: "uint64",
          },
          {
            name: "total",
            type: "uint128",
          },
          {
            name: "leafCount",
            type: "uint32",
          },
          {
            name: "flags",
            type: "uint8",
          },
        ],
        name: "root",
        type: "tuple",
      },
      {
        name: "emitterChainId",
        type: "uint16",
      },
      {
        name: "emitter",
        type: "bytes32",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "maximumValiditySeconds",
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
        name: "configHash",
        type: "bytes32",
      },
    ],
    name: "methodologyAllowed",
    outputs: [
      {
        name: "",
        type: "bool",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        name: "wormholeChainId",
        type: "uint16",
      },
      {
        name: "emitter",
        type: "bytes32",
      },
      {
        name: "allowed",
        type: "bool",
      },
    ],
    name: "setEmitter",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      {
        name: "configHash",
        type: "bytes32",
      },
      {
        name: "allowed",
        type: "bool",
      },
    ],
    name: "setMethodology",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      {
        name: "vaa",
        type: "bytes",
      },
    ],
    name: "submitRoot",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      {
        name: "namespace",
        type: "uint16",
      },
      {
        name: "account",
        type: "bytes32",
      },
      {
        name: "leaf",
        type: "bytes",
      },
      {
        name: "leafIndex",
        type: "uint256",
      },
      {
        name: "proof",
        type: "bytes32[]",
      },
    ],
    name: "valueOf",
    outputs: [
      {
        components: [
          {
            name: "epoch",
            type: "uint64",
          },
          {
            name: "asOf",
            type: "uint64",
          },
          {
            name: "validUntil",
            type: "uint64",
          },
          {
            name: "value",
            type: "uint128",
          },
          {
            name: "gross",
            type: "uint128",
          },
          {
            name: "debt",
            type: "uint128",
          },
          {
            name: "minPriceTime",
            type: "uint64",
          },
          {
            name: "chainMask",
            type: "uint32",
          },
          {
            name: "flags",
            type: "uint8",
          },
          {
            name: "breakdownHash",
            type: "bytes32",
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
        name: "account",
        type: "address",
      },
      {
        name: "leaf",
        type: "bytes",
      },
      {
        name: "leafIndex",
        type: "uint256",
      },
      {
        name: "proof",
        type: "bytes32[]",
      },
    ],
    name: "valueOf",
    outputs: [
      {
        components: [
          {
            name: "epoch",
            type: "uint64",
          },
          {
            name: "asOf",
            type: "uint64",
          },
          {
            name: "validUntil",
            type: "uint64",
          },
          {
            name: "value",
            type: "uint128",
          },
          {
            name: "gross",
            type: "uint128",
          },
          {
            name: "debt",
            type: "uint128",
          },
          {
            name: "minPriceTime",
            type: "uint64",
          },
          {
            name: "chainMask",
            type: "uint32",
          },
          {
            name: "flags",
            type: "uint8",
          },
          {
            name: "breakdownHash",
            type: "bytes32",
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
    inputs: [],
    name: "wormholeCore",
    outputs: [
      {
        name: "",
        type: "address",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        name: "account",
        type: "address",
      },
      {
        name: "neededRole",
        type: "bytes32",
      },
    ],
    name: "AccessControlUnauthorizedAccount",
    type: "error",
  },
  {
    inputs: [
      {
        name: "leafIndex",
        type: "uint256",
      },
      {
        name: "leafCount",
        type: "uint256",
      },
    ],
    name: "BadLeafIndex",
    type: "error",
  },
  {
    inputs: [
      {
        name: "length",
        type: "uint256",
      },
      {
        name: "expected",
        type: "uint256",
      },
    ],
    name: "BadLeafLength",
    type: "error",
  },
  {
    inputs: [
      {
        name: "version",
        type: "uint8",
      },
    ],
    name: "BadLeafVersion",
    type: "error",
  },
  {
    inputs: [
      {
        name: "length",
        type: "uint256",
      },
      {
        name: "expected",
        type: "uint256",
      },
    ],
    name: "BadLength",
    type: "error",
  },
  {
    inputs: [
      {
        name: "magic",
        type: "bytes4",
      },
    ],
    name: "BadMagic",
    type: "error",
  },
  {
    inputs: [
      {
        name: "computedRoot",
        type: "bytes32",
      },
      {
        name: "root",
        type: "bytes32",
      },
    ],
    name: "BadProof",
    type: "error",
  },
  {
    inputs: [
      {
        name: "length",
        type: "uint256",
      },
      {
        name: "expected",
        type: "uint256",
      },
    ],
    name: "BadProofLength",
    type: "error",
  },
  {
    inputs: [
      {
        name: "messageType",
        type: "uint8",
      },
    ],
    name: "BadType",
    type: "error",
  },
  {
    inputs: [
      {
        name: "asOf",
        type: "uint64",
      },
      {
        name: "validUntil",
        type: "uint64",
      },
      {
        name: "maximumValiditySeconds",
        type: "uint64",
      },
    ],
    name: "BadValidity",
    type: "error",
  },
  {
    inputs: [
      {
        name: "validUntil",
        type: "uint64",
      },
      {
        name: "timestamp",
        type: "uint256",
      },
    ],
    name: "Expired",
    type: "error",
  },
  {
    inputs: [
      {
        name: "asOf",
        type: "uint64",
      },
      {
        name: "timestamp",
        type: "uint256",
      },
    ],
    name: "FromTheFuture",
    type: "error",
  },
  {
    inputs: [
      {
        name: "reason",
        type: "string",
      },
    ],
    name: "InvalidVaa",
    type: "error",
  },
  {
    inputs: [],
    name: "NoRoot",
    type: "error",
  },
  {
    inputs: [
      {
        name: "given",
        type: "uint64",
      },
      {
        name: "last",
        type: "uint64",
      },
    ],
    name: "StaleEpoch",
    type: "error",
  },
  {
    inputs: [
      {
        name: "wormholeChainId",
        type: "uint16",
      },
      {
        name: "emitter",
        type: "bytes32",
      },
    ],
    name: "UnknownEmitter",
    type: "error",
  },
  {
    inputs: [
      {
        name: "configHash",
        type: "bytes32",
      },
    ],
    name: "UnknownMethodology",
    type: "error",
  },
  {
    inputs: [
      {
        name: "namespace",
        type: "uint16",
      },
      {
        name: "account",
        type: "bytes32",
      },
    ],
    name: "WrongAccount",
    type: "error",
  },
] as const;
