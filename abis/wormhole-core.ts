/**
 * The Wormhole core contract, the part that publishes and verifies messages. Origin: ICoreBridge.sol of
 * @wormhole-foundation/wormhole-solidity-sdk 1.1.0.
 */
export const wormholeCoreAbi = [
  {
    type: "event",
    name: "LogMessagePublished",
    anonymous: false,
    inputs: [
      { name: "sender", type: "address", indexed: true },
      { name: "sequence", type: "uint64", indexed: false },
      { name: "nonce", type: "uint32", indexed: false },
      { name: "payload", type: "bytes", indexed: false },
      { name: "consistencyLevel", type: "uint8", indexed: false },
    ],
  },
  {
    type: "function",
    name: "publishMessage",
    stateMutability: "payable",
    inputs: [
      { name: "nonce", type: "uint32" },
      { name: "payload", type: "bytes" },
      { name: "consistencyLevel", type: "uint8" },
    ],
    outputs: [{ name: "sequence", type: "uint64" }],
  },
  {
    type: "function",
    name: "messageFee",
    stateMutability: "view",
    inputs: [],
    outputs: [{ name: "", type: "uint256" }],
  },
  {
    type: "function",
    name: "nextSequence",
    stateMutability: "view",
    inputs: [{ name: "emitter", type: "address" }],
    outputs: [{ name: "", type: "uint64" }],
  },
  {
    type: "function",
    name: "chainId",
    stateMutability: "view",
    inputs: [],
    outputs: [{ name: "", type: "uint16" }],
  },
  {
    type: "function",
    name: "getCurrentGuardianSetIndex",
    stateMutability: "view",
    inputs: [],
    outputs: [{ name: "", type: "uint32" }],
  },
  {
    type: "function",
    name: "getGuardianSet",
    stateMutability: "view",
    inputs: [{ name: "index", type: "uint32" }],
    outputs: [
      {
        name: "",
        type: "tuple",
        components: [
          { name: "keys", type: "address[]" },
          { name: "expirationTime", type: "uint32" },
        ],
      },
    ],
  },
  {
    type: "function",
    name: "parseAndVerifyVM",
    stateMutability: "view",
    inputs: [{ name: "encodedVM", type: "bytes" }],
    outputs: [
      {
        name: "vm",
        type: "tuple",
        components: [
          { name: "version", type: "uint8" },
          { name: "timestamp", type: "uint32" },
          { name: "nonce", type: "uint32" },
          { name: "emitterChainId", type: "uint16" },
          { name: "emitterAddress", type: "bytes32" },
          { name: "sequence", type: "uint64" },
          { name: "consistencyLevel", type: "uint8" },
          { name: "payload", type: "bytes" },
          { name: "guardianSetIndex", type: "uint32" },
          {
            name: "signatures",
            type: "tuple[]",
            components: [
              { name: "r", type: "bytes32" },
              { name: "s", type: "bytes32" },
              { name: "v", type: "uint8" },
              { name: "guardianIndex", type: "uint8" },
            ],
          },
          { name: "hash", type: "bytes32" },
        ],
      },
      { name: "valid", type: "bool" },
      { name: "reason", type: "string" },
    ],
  },
] as const;
