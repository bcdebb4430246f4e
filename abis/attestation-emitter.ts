/** Ballast's own AttestationEmitter: contracts/AttestationEmitter.sol. */
export const attestationEmitterAbi = [
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
        name: "sequence",
        type: "uint64",
      },
      {
        indexed: false,
        name: "payloadHash",
        type: "bytes32",
      },
    ],
    name: "AttestationPublished",
    type: "event",
  },
  {
    inputs: [],
    name: "PUBLISHER_ROLE",
    outputs: [
      {
        name: "",
        type: "bytes32",
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
    inputs: [
      {
        name: "payload",
        type: "bytes",
      },
      {
        name: "consistencyLevel",
        type: "uint8",
      },
    ],
    name: "publish",
    outputs: [
      {
        name: "sequence",
        type: "uint64",
      },
    ],
    stateMutability: "payable",
    type: "function",
  },
  {
    inputs: [
      {
        name: "epoch",
        type: "uint64",
      },
    ],
    name: "sequenceOf",
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
        name: "epoch",
        type: "uint64",
      },
    ],
    name: "UnknownEpoch",
    type: "error",
  },
] as const;
