import { type Address, type Hex, isAddress, isHex } from "viem";
import { z } from "zod";

/*
 * The devnet manifest: everything that an outside program needs to act on the local chains.
 * Documented for users in docs/devnet.md. Addresses are lower case.
 */
const address = z
  .string()
  .refine((text): text is Address => isAddress(text, { strict: false }), "expected an address")
  .transform((text) => text.toLowerCase() as Address);
const bytes32 = z
  .string()
  .refine((text): text is Hex => isHex(text) && text.length === 66, "expected 32 bytes of hex");
const blockNumber = z.int().nonnegative();

const manifestToken = z.object({
  symbol: z.string(),
  address,
  decimals: z.int().min(0).max(77),
  /** How to get the token: call `mint(address to, uint256 amount)` on it from `minter` (null: anyone may). */
  mint: z.object({ signature: z.string(), minter: address.nullable() }),
});

const manifestAaveV3Market = z.object({
  id: z.string(),
  poolAddressesProvider: address,
  pool: address,
  poolConfigurator: address,
  oracle: address,
  aclManager: address,
  protocolDataProvider: address,
  treasury: address,
  startBlock: blockNumber,
  reserves: z.array(
    z.object({
      symbol: z.string(),
      asset: address,
      aToken: address,
      stableDebtToken: address.nullable(),
      variableDebtToken: address,
      /** The AaveOracle's source of this asset: a Chainlink proxy. */
      priceSource: address,
    }),
  ),
});

const manifestChainlinkFeed = z.object({
  /** Such as `ETH/USD`. */
  pair: z.string(),
  proxy: address,
  /** Every aggregator known so far, oldest first; phase n of the proxy is index n-1 on a fresh chain. */
  aggregators: z.array(address).min(1),
  decimals: z.int(),
  heartbeatSeconds: z.int().positive(),
  /** Accounts that may `submit(uint256 roundId, int256 answer)` on the current aggregator. */
  oracles: z.array(address),
  /** Owner of proxy and aggregators: may propose and confirm a new aggregator. */
  owner: address,
  startBlock: blockNumber,
});

const manifestChainlinkCacheFeed = z.object({
  pair: z.string(),
  cache: address,
  dataId: z
    .string()
    .refine((text): text is Hex => isHex(text) && text.length === 34, "expected 16 bytes of hex"),
  proxy: address,
  heartbeatSeconds: z.int().positive(),
  /** May `onReport(bytes metadata, bytes report)` with the workflow's metadata. */
  forwarder: address,
  workflowOwner: address,
  /** 10 bytes. */
  workflowName: z.string().refine((text): text is Hex => isHex(text) && text.length === 22),
  startBlock: blockNumber,
});

const manifestChronicleFeed = z.object({
  pair: z.string(),
  scribe: address,
  heartbeatSeconds: z.int().positive(),
  startBlock: blockNumber,
});

const manifestSequencer = z.object({
  feed: address,
  kind: z.enum(["feed", "proxy"]),
  graceSeconds: z.int().nonnegative(),
  /** `relay(address target, bytes message)` by anyone stands for a message of the other chain. */
  messenger: address,
  startBlock: blockNumber,
});

const manifestPyth = z.object({
  contract: address,
  startBlock: blockNumber,
  /** Anyone may call `updatePriceFeeds(bytes[])` on MockPyth with `createPriceFeedUpdateData(...)`. */
  feeds: z.array(z.object({ pair: z.string(), priceId: bytes32, exponent: z.int() })),
});

const manifestRedstoneFeed = z.object({
  pair: z.string(),
  adapter: address,
  /** Right-padded ASCII as bytes32. */
  dataFeedId: bytes32,
  decimals: z.int(),
  heartbeatSeconds: z.int().positive(),
  /** Signers whose packages the adapter accepts, and how many must agree. */
  signers: z.array(address),
  uniqueSignersThreshold: z.int().positive(),
  /** Accounts that may send the update transaction. */
  updaters: z.array(address),
  startBlock: blockNumber,
});

const manifestUniswapV3Pool = z.object({
  pair: z.string(),
  pool: address,
  factory: address,
  token0: address,
  token1: address,
  fee: z.int(),
  /** A contract with `swap(pool, zeroForOne, amountSpecified)` and `mint(...)` callbacks that anyone may use. */
  router: address,
  startBlock: blockNumber,
});

const manifestMaker = z.object({
  id: z.string(),
  vat: address,
  jug: address,
  spotter: address,
  cat: address,
  cdpManager: address,
  proxyRegistry: address,
  proxyFactory: address,
  /** Calls for a DSProxy to delegate to. */
  proxyActions: address,
  dai: address,
  daiJoin: address,
  /** Impersonated on the local chain: owner of the price values, and ward of every contract. */
  deployer: address,
  governance: address,
  startBlock: blockNumber,
  ilks: z.array(
    z.object({
      /** As text, right-padded to bytes32 in calls, such as `ETH-A`. */
      name: z.string(),
      gem: address,
      symbol: z.string(),
      decimals: z.int().min(0).max(18),
      join: address,
      flip: address,
      /** A DSValue that its owner may `poke(bytes32)`; then `poke(bytes32 ilk)` on the Spotter. */
      pip: address,
    }),
  ),
});

const manifestMorphoBlue = z.object({
  id: z.string(),
  morpho: address,
  adaptiveCurveIrm: address,
  startBlock: blockNumber,
  markets: z.array(
    z.object({
      /** keccak256 of the parameters. */
      id: bytes32,
      loanToken: address,
      collateralToken: address,
      /** `setPrice(uint256)` by anyone sets the price of a local oracle, × 10^36. */
      oracle: address,
      irm: address,
      /** Wad, as a decimal string. */
      lltv: z.string().regex(/^[0-9]+$/),
    }),
  ),
});

const manifestVenusPool = z.object({
  id: z.string(),
  comptroller: address,
  /** `setPrice(address vToken, uint256 price)` by anyone: USD × 10^(36 − decimals of the underlying). */
  oracle: address,
  /** May do all that Venus' governance may. */
  governance: address,
  startBlock: blockNumber,
  markets: z.array(
    z.object({
      symbol: z.string(),
      vToken: address,
      underlying: address,
      underlyingSymbol: z.string(),
      underlyingDecimals: z.int().min(0).max(77),
    }),
  ),
});

const manifestVault = z.object({ symbol: z.string(), vault: address, startBlock: blockNumber });

const manifestMetaMorpho = z.object({
  factory: address,
  startBlock: blockNumber,
  /** Vaults of the factory; their owner is the deployer. */
  vaults: z.array(z.object({ symbol: z.string(), vault: address, asset: address })),
});

const manifestPerpV2 = z.object({
  id: z.string(),
  clearingHouse: address,
  clearingHouseConfig: address,
  vault: address,
  accountBalance: address,
  exchange: address,
  orderBook: address,
  marketRegistry: address,
  collateralManager: address,
  insuranceFund: address,
  delegateApproval: address,
  /** Gets what the insurance fund distributes. */
  surplusBeneficiary: address,
  quoteToken: address,
  /** What accounts are settled in. */
  settlementToken: z.object({ symbol: z.string(), address, decimals: z.int().min(0).max(18) }),
  /** Owner of every contract. */
  owner: address,
  startBlock: blockNumber,
  /** Chainlink feeds of its own, so that its price shocks reach nobody else. */
  feeds: z.array(z.object({ pair: z.string(), proxy: address, aggregator: address })),
  /** Accounts that may `submit(uint256 roundId, int256 answer)` on the feeds' aggregators. */
  oracles: z.array(address),
  markets: z.array(
    z.object({ symbol: z.string(), baseToken: address, pool: address, pair: z.string() }),
  ),
  collaterals: z.array(
    z.object({ symbol: z.string(), token: address, decimals: z.int(), pair: z.string() }),
  ),
});

const manifestRate = z.object({
  token: z.object({ symbol: z.string(), address, decimals: z.int().min(0).max(77) }),
  /** What the rate is counted in: a unit with a price, such as `ETH`. */
  unit: z.string(),
  source: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("erc4626"),
      vault: address,
      shareDecimals: z.int().min(0).max(77),
      assetDecimals: z.int().min(0).max(77),
    }),
    z.object({
      kind: z.literal("getter"),
      contract: address,
      getter: z.enum(["stEthPerToken", "getExchangeRate", "exchangeRate", "getRate"]),
      decimals: z.int().min(0).max(77),
    }),
  ]),
  updates: address.nullable(),
  capAdapter: address.nullable(),
  startBlock: blockNumber,
});

const manifestBridgeEscrow = z.object({
  id: z.string(),
  symbol: z.string(),
  token: address,
  decimals: z.int().min(0).max(77),
  escrow: address,
  startBlock: blockNumber,
});

const manifestBridgedToken = z.object({
  /** Of the escrow that backs it. */
  id: z.string(),
  symbol: z.string(),
  token: address,
  decimals: z.int().min(0).max(77),
  startBlock: blockNumber,
});

const manifestChain = z.object({
  /** Short name used for Ponder's chain name and logs, such as `alpha`. */
  name: z.string().regex(/^[a-z][a-z0-9]*$/),
  chainId: z.int().positive(),
  wormholeChainId: z.int().min(1).max(65535),
  rpcUrl: z.url(),
  /** First block of interest: nothing that Ballast indexes happened before it. */
  startBlock: blockNumber,
  tokens: z.array(manifestToken),
  aaveV3: z.array(manifestAaveV3Market),
  chainlink: z.array(manifestChainlinkFeed),
  chainlinkCache: z.array(manifestChainlinkCacheFeed).default([]),
  chronicle: z.array(manifestChronicleFeed).default([]),
  pyth: manifestPyth.nullable(),
  redstone: z.array(manifestRedstoneFeed),
  uniswapV3: z.array(manifestUniswapV3Pool),
  sequencer: manifestSequencer.nullable().default(null),
  maker: z.array(manifestMaker).default([]),
  morphoBlue: z.array(manifestMorphoBlue).default([]),
  /** ERC-4626 vaults by address, and factories whose vaults are found by their events. */
  erc4626: z.array(manifestVault).default([]),
  metaMorpho: z.array(manifestMetaMorpho).default([]),
  venus: z.array(manifestVenusPool).default([]),
  perpV2: z.array(manifestPerpV2).default([]),
  /** What tokens stand for, by a view of a vault or another contract. */
  rates: z.array(manifestRate).default([]),
  /** What is kept here for tokens of other chains, and tokens for which another chain keeps it. */
  bridgeEscrows: z.array(manifestBridgeEscrow).default([]),
  bridgedTokens: z.array(manifestBridgedToken).default([]),
  wormhole: z.object({
    core: address,
    guardianSetIndex: z.int().nonnegative(),
    startBlock: blockNumber,
  }),
  ballast: z.object({
    collateralVault: address,
    attestationEmitter: address,
    attestationReceiver: address,
    startBlock: blockNumber,
  }),
});

/** Local stand-ins of services that state prices over HTTP. */
const manifestHttpFeeds = z.object({
  hermes: z.object({
    url: z.url(),
    /** The guardians sign Pyth's updates too, as messages of this emitter. */
    signedBy: z.object({
      guardianSetIndex: z.int().nonnegative(),
      emitterChain: z.int().positive(),
      emitterAddress: bytes32,
    }),
    feeds: z.array(z.object({ pair: z.string(), priceId: bytes32 })),
  }),
  defillama: z.object({
    url: z.url(),
    feeds: z.array(z.object({ pair: z.string(), coin: z.string() })),
  }),
});

export const manifestSchema = z.object({
  version: z.literal(1),
  seed: z.int(),
  /** Unix seconds of the genesis blocks. */
  genesisTimestamp: z.int(),
  chains: z.array(manifestChain).min(1),
  /** What the market itself, which all feeds report, said at a time: prices in units of 10^-8 USD. */
  references: z
    .array(
      z.object({
        pair: z.string(),
        priceE8: z.string().regex(/^[0-9]+$/),
        timeSeconds: z.int().positive(),
      }),
    )
    .default([]),
  guardians: z.object({
    url: z.url(),
    quorum: z.int().positive(),
    addresses: z.array(address),
  }),
  /** Null where none runs. */
  httpFeeds: manifestHttpFeeds.nullable().default(null),
  attestation: z.object({
    /** Chain whose emitter publishes roots, and chains whose receivers get them. */
    sourceChainId: z.int().positive(),
    targetChainIds: z.array(z.int().positive()),
    /** Devnet key that may publish and that pays for delivery. */
    operatorKey: bytes32,
  }),
  /** Funded accounts of the scenario, with their keys: local chains only. */
  accounts: z.array(z.object({ name: z.string(), address, privateKey: bytes32 })),
  /** The deployer: owner of every contract that has one. */
  deployer: z.object({ address, privateKey: bytes32 }),
  /** Head of each chain when the seeded scenario was complete. */
  scenario: z.object({ heads: z.record(z.string(), blockNumber) }),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestChain = Manifest["chains"][number];
