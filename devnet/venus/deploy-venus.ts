import { type Address, encodeFunctionData, type Hex } from "viem";
import type { ManifestChain } from "../../config/manifest.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import type { TokenAddresses } from "../tokens/deploy-tokens.ts";
import { devnetTokens, type TokenSymbol } from "../tokens/devnet-tokens.ts";
import { deployRateModel } from "./deploy-rate-model.ts";
import { grantVenusPermissions } from "./grant-venus-permissions.ts";
import type { VenusArtifacts } from "./prepare-venus.ts";
import { comptrollerAdminAbi, vTokenAdminAbi } from "./venus-abi.ts";
import { LOCAL_BLOCKS_PER_YEAR, type VenusMarketParameters, venusPools } from "./venus-pools.ts";
import { comptrollerCall, setVenusPrice } from "./venus-transactions.ts";

export type VenusPool = ManifestChain["venus"][number];

const WAD = 10n ** 18n;
const VTOKEN_DECIMALS = 8;
const LOOP_LIMIT = 100n;
const NO_CAP = 2n ** 256n - 1n;
/** Per block or second; far above what the models give. */
const MAXIMUM_BORROW_RATE = 10n ** 15n;
/** Blocks or seconds between two payments of reserves to the protocol: none by itself. */
const NEVER = 10n ** 12n;
const MINIMUM_LIQUIDATABLE_COLLATERAL = 100n * WAD;

/**
 * Queues Venus' isolated pools: every pool with its Comptroller, its vTokens behind beacons as Venus
 * has them, and one oracle of ours with first prices. The deployer stands for Venus' PoolRegistry, its
 * governance and its Shortfall. The chain must let contracts exceed EIP-170's size.
 * @param parameters.pricesE8 USD per whole token in units of 10^-8.
 */
export async function deployVenus(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: VenusArtifacts;
  tokens: TokenAddresses;
  pricesE8: Readonly<Record<TokenSymbol, bigint>>;
}): Promise<VenusPool[]> {
  const { chain, deployer, artifacts } = parameters;
  const deploy = (name: keyof VenusArtifacts, args: readonly unknown[] = []) =>
    chain.deploy({ from: deployer, artifact: artifacts[name], args, label: `deploy ${name}` });
  const startBlock = Number(await chain.client.getBlockNumber({ cacheTime: 0 })) + 1;
  const oracle = await deploy("LocalVenusOracle");
  const income = await deploy("LocalVenusIncome");
  const accessControl = await deploy("AccessControlManager");
  grantVenusPermissions({ chain, deployer, accessControl });
  const comptrollerBeacon = await deploy("UpgradeableBeacon", [
    await deploy("Comptroller", [deployer]),
  ]);

  const pools: VenusPool[] = [];
  for (const { id, isTimeBased, markets } of venusPools) {
    const blocksPerYear = isTimeBased ? 0n : LOCAL_BLOCKS_PER_YEAR;
    const vTokenBeacon = await deploy("UpgradeableBeacon", [
      await deploy("VToken", [isTimeBased, blocksPerYear, MAXIMUM_BORROW_RATE]),
    ]);
    const comptroller = await deploy("BeaconProxy", [
      comptrollerBeacon,
      encodeFunctionData({
        abi: comptrollerAdminAbi,
        functionName: "initialize",
        args: [LOOP_LIMIT, accessControl],
      }),
    ]);
    const send = sendToComptroller({ chain, from: deployer, comptroller });
    send("setPriceOracle", [oracle]);
    send("setCloseFactor", [WAD / 2n]);
    send("setLiquidationIncentive", [(110n * WAD) / 100n]);
    send("setMinLiquidatableCollateral", [MINIMUM_LIQUIDATABLE_COLLATERAL]);

    const listed: VenusPool["markets"] = [];
    for (const market of markets) {
      const model = await deployRateModel({ deploy, market, accessControl, blocksPerYear });
      const vToken = await deploy("BeaconProxy", [
        vTokenBeacon,
        initializeVToken({
          ...parameters,
          market,
          poolId: id,
          comptroller,
          model,
          income,
          accessControl,
        }),
      ]);
      listMarket({ ...parameters, oracle, comptroller, vToken, market });
      listed.push({ vToken, ...describe(market.token, id, parameters.tokens) });
    }
    pools.push({ id, comptroller, oracle, governance: deployer, startBlock, markets: listed });
  }
  return pools;
}

function describe(symbol: TokenSymbol, poolId: string, tokens: TokenAddresses) {
  const { decimals } = devnetTokens.find((token) => token.symbol === symbol)!;
  return {
    symbol: `v${symbol}_${poolId}`,
    underlying: tokens[symbol],
    underlyingSymbol: symbol,
    underlyingDecimals: decimals,
  };
}

function initializeVToken(parameters: {
  deployer: Address;
  tokens: TokenAddresses;
  market: VenusMarketParameters;
  poolId: string;
  comptroller: Address;
  model: Address;
  income: Address;
  accessControl: Address;
}): Hex {
  const { deployer, tokens, market, poolId, comptroller, model, income, accessControl } =
    parameters;
  const { symbol, underlying, underlyingDecimals } = describe(market.token, poolId, tokens);
  // One vToken stands for one whole token at first.
  const exchangeRate = 10n ** BigInt(18 + underlyingDecimals - VTOKEN_DECIMALS);
  return encodeFunctionData({
    abi: vTokenAdminAbi,
    functionName: "initialize",
    args: [
      ...([underlying, comptroller, model, exchangeRate] as const),
      ...([`Venus ${market.token} (${poolId})`, symbol, VTOKEN_DECIMALS] as const),
      ...([deployer, accessControl] as const),
      { shortfall: deployer, protocolShareReserve: income },
      market.reserveFactor,
    ],
  });
}

/** As Venus' PoolRegistry lists a market, and without caps. */
function listMarket(parameters: {
  chain: DevChain;
  deployer: Address;
  pricesE8: Readonly<Record<TokenSymbol, bigint>>;
  oracle: Address;
  comptroller: Address;
  vToken: Address;
  market: VenusMarketParameters;
}): void {
  const { chain, deployer, pricesE8, oracle, comptroller, vToken, market } = parameters;
  const send = sendToComptroller({ chain, from: deployer, comptroller });
  const price = venusPrice(market.token, pricesE8[market.token]);
  chain.send(setVenusPrice({ from: deployer, oracle, vToken, price }));
  send("supportMarket", [vToken]);
  send("setCollateralFactor", [vToken, market.collateralFactor, market.liquidationThreshold]);
  send("setMarketSupplyCaps", [[vToken], [NO_CAP]]);
  send("setMarketBorrowCaps", [[vToken], [NO_CAP]]);
  chain.send({
    from: deployer,
    to: vToken,
    data: encodeFunctionData({
      abi: vTokenAdminAbi,
      functionName: "setReduceReservesBlockDelta",
      args: [NEVER],
    }),
    label: "keep reserves in the vToken",
  });
}

function sendToComptroller(parameters: { chain: DevChain; from: Address; comptroller: Address }) {
  const { chain, ...place } = parameters;
  const send = ((functionName, args) =>
    chain.send(comptrollerCall({ ...place, functionName, args } as never))) as <
    Name extends Parameters<typeof comptrollerCall>[0]["functionName"],
  >(
    functionName: Name,
    args: Parameters<typeof comptrollerCall<Name>>[0]["args"],
  ) => void;
  return send;
}

/** A price as Venus' oracles state it. */
function venusPrice(symbol: TokenSymbol, priceE8: bigint): bigint {
  const { decimals } = devnetTokens.find((token) => token.symbol === symbol)!;
  return priceE8 * 10n ** BigInt(36 - decimals - 8);
}
