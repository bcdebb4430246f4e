/** Ballast's own AttestationEmitter: contracts/AttestationEmitter.sol. */
export const attestationEmitterAbi = [
  {
    type: "event",
    name: "AttestationPublished",
    anonymous: false,
    inputs: [
      { type: "uint64", name: "epoch", indexed: true },
      { type: "uint64", name: "sequence", indexed: true },
      { type: "bytes32", name: "payloadHash", indexed: false },
    ],
  },
  {
    type: "function",
    name: "PUBLISHER_ROLE",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "bytes32", name: "" }],
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
    name: "publish",
    stateMutability: "payable",
    inputs: [
      { type: "bytes", name: "payload" },
      { type: "uint8", name: "consistencyLevel" },
    ],
    outputs: [{ type: "uint64", name: "sequence" }],
  },
  {
    type: "function",
    name: "sequenceOf",
    stateMutability: "view",
    inputs: [{ type: "uint64", name: "epoch" }],
    outputs: [{ type: "uint64", name: "" }],
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
    name: "BadLength",
    inputs: [
      { type: "uint256", name: "length" },
      { type: "uint256", name: "expected" },
    ],
  },
  { type: "error", name: "BadMagic", inputs: [{ type: "bytes4", name: "magic" }] },
  { type: "error", name: "BadType", inputs: [{ type: "uint8", name: "messageType" }] },
  {
    type: "error",
    name: "StaleEpoch",
    inputs: [
      { type: "uint64", name: "given" },
      { type: "uint64", name: "last" },
    ],
  },
  { type: "error", name: "UnknownEpoch", inputs: [{ type: "uint64", name: "epoch" }] },
] as const;
