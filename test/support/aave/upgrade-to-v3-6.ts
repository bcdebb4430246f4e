import {
  type Address,
  encodeAbiParameters,
  type Hex,
  hexToBigInt,
  keccak256,
  numberToHex,
  zeroAddress,
} from "viem";
import { reserveParameters } from "../../../devnet/aave-v3/reserve-parameters.ts";
import { setOnProvider } from "../../../devnet/aave-v3/set-on-provider.ts";
import { prepareAaveV36 } from "../../../devnet/aave-v3-6/aave-v3-6-artifacts.ts";
import { deployPoolV36 } from "../../../devnet/aave-v3-6/deploy-pool-v3-6.ts";
import { interestRateData } from "../../../devnet/aave-v3-6/interest-rate-data.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import { mintableTokenAbi } from "../../../devnet/tokens/deploy-tokens.ts";
import { devnetTokens } from "../../../devnet/tokens/devnet-tokens.ts";
import type { AaveStage } from "./aave-stage.ts";
import { configure } from "./configure-v3-6.ts";

/** Of PoolStorage.sol: where the mapping of reserves is, and two of a reserve's words. */
const reservesSlot = 52n;
const deficitWord = 3n;
const virtualBalanceWord = 8n;
const low128 = 2n ** 128n - 1n;

/**
 * Upgrades a market of 3.0.2 to 3.6 in one block: pool, configurator, every aToken and every variable
 * debt token, behind their proxies. Aave went that way in seven steps; what those did to the pool's
 * storage beside putting in another implementation is done by hand: what was a stable rate becomes a
 * deficit of nothing, and the virtual balance starts at what the aToken holds.
 */
export async function upgradeToV36(stage: AaveStage): Promise<void> {
  const { chain, market, pool } = stage;
  const deployer = stage.account("deployer");
  const { poolAddressesProvider: provider } = market;
  const artifacts = await prepareAaveV36({ log: () => undefined });
  const implementations = await deployPoolV36({
    chain,
    deployer,
    artifacts,
    poolAddressesProvider: provider,
  });
  const implementation = (
    name: "ATokenInstance" | "VariableDebtTokenInstance",
    args: readonly Address[],
  ) =>
    chain.deploy({
      from: deployer,
      artifact: artifacts[name],
      args,
      label: `deploy Aave v3.6 ${name}`,
    });
  const aToken = await implementation("ATokenInstance", [pool, zeroAddress, market.treasury]);
  const debtToken = await implementation("VariableDebtTokenInstance", [pool, zeroAddress]);
  await stage.block(12);

  for (const { asset, aToken: holder } of market.reserves) {
    const held = await chain.client.readContract({
      abi: mintableTokenAbi,
      address: asset,
      functionName: "balanceOf",
      args: [holder],
    });
    await changeWord(stage, { asset, word: deficitWord, change: (old) => old & ~low128 });
    await changeWord(stage, {
      asset,
      word: virtualBalanceWord,
      change: (old) => (old & low128) | (held << 128n),
    });
  }
  const upgrade = (functionName: "setPoolImpl" | "setPoolConfiguratorImpl", value: Address) =>
    setOnProvider({ chain, deployer, provider, functionName, value });
  upgrade("setPoolImpl", implementations.pool);
  upgrade("setPoolConfiguratorImpl", implementations.poolConfigurator);
  await stage.block(
    12,
    ...devnetTokens.flatMap(({ symbol }) => {
      const token = { asset: stage.asset(symbol), params: "0x" } as const;
      return [
        configure(stage, "updateAToken", [
          { ...token, name: `Aave ${symbol}`, symbol: `a${symbol}`, implementation: aToken },
        ]),
        configure(stage, "updateVariableDebtToken", [
          {
            ...token,
            name: `Aave Variable Debt ${symbol}`,
            symbol: `variableDebt${symbol}`,
            implementation: debtToken,
          },
        ]),
        configure(stage, "setReserveInterestRateData", [
          token.asset,
          interestRateData(reserveParameters[symbol]),
        ]),
      ];
    }),
  );
}

async function changeWord(
  { chain, pool }: AaveStage,
  { asset, word, change }: { asset: Address; word: bigint; change: (old: bigint) => bigint },
): Promise<void> {
  const place = encodeAbiParameters(
    [{ type: "address" }, { type: "uint256" }],
    [asset, reservesSlot],
  );
  const slot = numberToHex(hexToBigInt(keccak256(place)) + word, { size: 32 });
  const old = (await chain.client.getStorageAt({ address: pool, slot })) as Hex;
  await jsonRpc({
    url: chain.url,
    calls: [
      {
        method: "anvil_setStorageAt",
        params: [pool, slot, numberToHex(change(hexToBigInt(old)), { size: 32 })],
      },
    ],
  });
}
