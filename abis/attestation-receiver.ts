/** Ballast's own AttestationReceiver: contracts/AttestationReceiver.sol. */
export const attestationReceiverAbi = [
  {
    type: "event",
    name: "EmitterSet",
    anonymous: false,
    inputs: [
      { type: "uint16", name: "wormholeChainId", indexed: true },
      { type: "bytes32", name: "emitter", indexed: true },
      { type: "bool", name: "allowed", indexed: false },
    ],
  },
  {
    type: "event",
    name: "MethodologySet",
    anonymous: false,
    inputs: [
      { type: "bytes32", name: "configHash", indexed: true },
      { type: "bool", name: "allowed", indexed: false },
    ],
  },
  {
    type: "event",
    name: "RootAccepted",
    anonymous: false,
    inputs: [
      { type: "uint64", name: "epoch", indexed: true },
      { type: "bytes32", name: "root", indexed: true },
      { type: "uint64", name: "validUntil", indexed: false },
      { type: "bytes32", name: "configHash", indexed: false },
    ],
  },
  {
    type: "function",
    name: "clockSkewSeconds",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "uint64", name: "" }],
  },
  {
    type: "function",
    name: "emitterAllowed",
    stateMutability: "view",
    inputs: [
      { type: "uint16", name: "wormholeChainId" },
      { type: "bytes32", name: "emitter" },
    ],
    outputs: [{ type: "bool", name: "" }],
  },
  {
    type: "function",
    name: "grantRole",
    stateMutability: "nonpayable",
    inputs: [
      { type: "bytes32", name: "role" },
      { type: "address", name: "account" },
    ],
    outputs: [],
  },
  {
    type: "function",
    name: "hasRole",
    stateMutability: "view",
    inputs: [
      { type: "bytes32", name: "role" },
      { type: "address", name: "account" },
    ],
    outputs: [{ type: "bool", name: "" }],
  },
  {
    type: "function",
    name: "lastEpoch",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "uint64", name: "" }],
  },
  {
    type: "function",
    name: "latestRoot",
    stateMutability: "view",
    inputs: [],
    outputs: [
      {
        type: "tuple",
        name: "root",
        components: [
          { type: "bytes32", name: "root" },
          { type: "bytes32", name: "configHash" },
          { type: "uint64", name: "epoch" },
          { type: "uint64", name: "asOf" },
          { type: "uint64", name: "validUntil" },
          { type: "uint64", name: "minPriceTime" },
          { type: "uint64", name: "maxPriceTime" },
          { type: "uint128", name: "total" },
          { type: "uint32", name: "leafCount" },
          { type: "uint8", name: "flags" },
        ],
      },
      { type: "uint16", name: "emitterChainId" },
      { type: "bytes32", name: "emitter" },
    ],
  },
  {
    type: "function",
    name: "maximumValiditySeconds",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "uint64", name: "" }],
  },
  {
    type: "function",
    name: "methodologyAllowed",
    stateMutability: "view",
    inputs: [{ type: "bytes32", name: "configHash" }],
    outputs: [{ type: "bool", name: "" }],
  },
  {
    type: "function",
    name: "setEmitter",
    stateMutability: "nonpayable",
    inputs: [
      { type: "uint16", name: "wormholeChainId" },
      { type: "bytes32", name: "emitter" },
      { type: "bool", name: "allowed" },
    ],
    outputs: [],
  },
  {
    type: "function",
    name: "setMethodology",
    stateMutability: "nonpayable",
    inputs: [
      { type: "bytes32", name: "configHash" },
      { type: "bool", name: "allowed" },
    ],
    outputs: [],
  },
  {
    type: "function",
    name: "submitRoot",
    stateMutability: "nonpayable",
    inputs: [{ type: "bytes", name: "vaa" }],
    outputs: [],
  },
  {
    type: "function",
    name: "valueOf",
    stateMutability: "view",
    inputs: [
      { type: "uint16", name: "namespace" },
      { type: "bytes32", name: "account" },
      { type: "bytes", name: "leaf" },
      { type: "uint256", name: "leafIndex" },
      { type: "bytes32[]", name: "proof" },
    ],
    outputs: [
      {
        type: "tuple",
        name: "",
        components: [
          { type: "uint64", name: "epoch" },
          { type: "uint64", name: "asOf" },
          { type: "uint64", name: "validUntil" },
          { type: "uint128", name: "value" },
          { type: "uint128", name: "gross" },
          { type: "uint128", name: "debt" },
          { type: "uint64", name: "minPriceTime" },
          { type: "uint32", name: "chainMask" },
          { type: "uint8", name: "flags" },
          { type: "bytes32", name: "breakdownHash" },
        ],
      },
    ],
  },
  {
    type: "function",
    name: "valueOf",
    stateMutability: "view",
    inputs: [
      { type: "address", name: "account" },
      { type: "bytes", name: "leaf" },
      { type: "uint256", name: "leafIndex" },
      { type: "bytes32[]", name: "proof" },
    ],
    outputs: [
      {
        type: "tuple",
        name: "",
        components: [
          { type: "uint64", name: "epoch" },
          { type: "uint64", name: "asOf" },
          { type: "uint64", name: "validUntil" },
          { type: "uint128", name: "value" },
          { type: "uint128", name: "gross" },
          { type: "uint128", name: "debt" },
          { type: "uint64", name: "minPriceTime" },
          { type: "uint32", name: "chainMask" },
          { type: "uint8", name: "flags" },
          { type: "bytes32", name: "breakdownHash" },
        ],
      },
    ],
  },
  {
    type: "function",
    name: "wormholeCore",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "address", name: "" }],
  },
  {
    type: "error",
    name: "AccessControlUnauthorizedAccount",
    inputs: [
      { type: "address", name: "account" },
      { type: "bytes32", name: "neededRole" },
    ],
  },
  {
    type: "error",
    name: "BadLeafIndex",
    inputs: [
      { type: "uint256", name: "leafIndex" },
      { type: "uint256", name: "leafCount" },
    ],
  },
  {
    type: "error",
    name: "BadLeafLength",
    inputs: [
      { type: "uint256", name: "length" },
      { type: "uint256", name: "expected" },
    ],
  },
  { type: "error", name: "BadLeafVersion", inputs: [{ type: "uint8", name: "version" }] },
  {
    type: "error",
    name: "BadLength",
    inputs: [
      { type: "uint256", name: "length" },
      { type: "uint256", name: "expected" },
    ],
  },
  { type: "error", name: "BadMagic", inputs: [{ type: "bytes4", name: "magic" }] },
  {
    type: "error",
    name: "BadProof",
    inputs: [
      { type: "bytes32", name: "computedRoot" },
      { type: "bytes32", name: "root" },
    ],
  },
  {
    type: "error",
    name: "BadProofLength",
    inputs: [
      { type: "uint256", name: "length" },
      { type: "uint256", name: "expected" },
    ],
  },
  { type: "error", name: "BadType", inputs: [{ type: "uint8", name: "messageType" }] },
  {
    type: "error",
    name: "BadValidity",
    inputs: [
      { type: "uint64", name: "asOf" },
      { type: "uint64", name: "validUntil" },
      { type: "uint64", name: "maximumValiditySeconds" },
    ],
  },
  {
    type: "error",
    name: "Expired",
    inputs: [
      { type: "uint64", name: "validUntil" },
      { type: "uint256", name: "timestamp" },
    ],
  },
  {
    type: "error",
    name: "FromTheFuture",
    inputs: [
      { type: "uint64", name: "asOf" },
      { type: "uint256", name: "timestamp" },
    ],
  },
  { type: "error", name: "InvalidVaa", inputs: [{ type: "string", name: "reason" }] },
  { type: "error", name: "NoRoot", inputs: [] },
  {
    type: "error",
    name: "StaleEpoch",
    inputs: [
      { type: "uint64", name: "given" },
      { type: "uint64", name: "last" },
    ],
  },
  {
    type: "error",
    name: "UnknownEmitter",
    inputs: [
      { type: "uint16", name: "wormholeChainId" },
      { type: "bytes32", name: "emitter" },
    ],
  },
  { type: "error", name: "UnknownMethodology", inputs: [{ type: "bytes32", name: "configHash" }] },
  {
    type: "error",
    name: "WrongAccount",
    inputs: [
      { type: "uint16", name: "namespace" },
      { type: "bytes32", name: "account" },
    ],
  },
] as const;
