import { encodeFunctionData, parseAbi } from "viem";
import { poolConfiguratorV36AdminAbi } from "../../aave-v3-6/aave-v3-6-admin-abi.ts";
import type { AaveStage } from "../scenario/aave-stage.ts";
import { configure } from "../scenario/governance-steps.ts";

const configurationAbi = parseAbi([
  "function getConfiguration(address asset) view returns (uint256 data)",
]);
/** ReserveConfiguration.sol: bit 57 of a reserve's configuration. */
const frozenBit = 1n << 57n;

/** Queues the thaw of a frozen reserve, or freezes one where none is. */
export async function freezeOrThaw(stage: AaveStage): Promise<string> {
  const { chain, market, pool, random } = stage;
  const states = await Promise.all(
    market.reserves.map(async ({ asset }) => {
      const configuration = await chain.client.readContract({
        address: pool,
        abi: configurationAbi,
        functionName: "getConfiguration",
        args: [asset],
      });
      return { asset, isFrozen: (configuration & frozenBit) !== 0n };
    }),
  );
  const frozen = states.find(({ isFrozen }) => isFrozen);
  const kind = frozen === undefined ? "freeze" : "thaw";
  const { asset } = frozen ?? random.pick(states);
  const args = [asset, frozen === undefined] as const;
  const functionName = "setReserveFreeze";
  configure(
    stage,
    kind,
    encodeFunctionData({ abi: poolConfiguratorV36AdminAbi, functionName, args }),
  );
  return kind;
}
