import { type Address, encodeFunctionData } from "viem";
import type { DevnetPart } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import type { Stage } from "../scenario/stage.ts";
import { type StepOn, stepsOn } from "../scenario/step.ts";
import { compileOwnContract } from "../solidity/compile-own-contract.ts";
import { stakedEtherAbi } from "./staked-ether-abi.ts";

const SHARES = 10_000n * 10n ** 18n;
const FIRST_ETHER = 12_000n * 10n ** 18n;
/** Of half a year, and of an hour. */
const SECOND_ETHER = 12_180n * 10n ** 18n;
const THIRD_ETHER = 121_802_400n * 10n ** 14n;
const GROWTH_BPS_PER_YEAR = 1_000;

/** A staking token that reports rewards, and a cap on its rate: stand-ins, as no package has the real ones. */
export const stakedEtherPart: DevnetPart = async ({ log }) => {
  const artifacts = {
    StakedEther: await compileOwnContract({ path: "devnet/rates/StakedEther.sol", log }),
    RateCapAdapter: await compileOwnContract({ path: "devnet/rates/RateCapAdapter.sol", log }),
  };
  return async ({ chain, accounts, later }) => {
    const from = accounts.deployer.address;
    const token = await chain.deploy({
      from,
      artifact: artifacts.StakedEther,
      args: [SHARES, FIRST_ETHER],
      label: "deploy stkETH",
    });
    const timestamp = later(1);
    const capAdapter = await chain.deploy({
      from,
      artifact: artifacts.RateCapAdapter,
      args: [token, (FIRST_ETHER * 10n ** 18n) / SHARES, timestamp, GROWTH_BPS_PER_YEAR],
      label: "deploy the cap of stkETH's rate",
    });
    const { number: startBlock } = await chain.mine({ timestamp });
    return {
      name: "staked-ether",
      manifest: {
        rates: [
          {
            token: { symbol: "stkETH", address: token, decimals: 18 },
            unit: "ETH",
            source: { kind: "getter", contract: token, getter: "stEthPerToken", decimals: 18 },
            updates: token,
            capAdapter,
            startBlock,
          },
        ],
      },
      steps: (stage) => stepsOn(stage, stakedEtherSteps({ token, capAdapter })),
      expected: expectEvents({
        abi: stakedEtherAbi,
        required: { TokenRebased: 2, CapParametersUpdated: 1 },
      }),
    };
  };
};

/** Rewards, a cap that rests on the rate after them, and rewards within the cap. */
function stakedEtherSteps(at: { token: Address; capAdapter: Address }): readonly StepOn<Stage>[] {
  const report = (stage: Stage, postTotalEther: bigint) =>
    stage.send({
      from: stage.accounts.deployer.address,
      to: at.token,
      data: encodeFunctionData({
        abi: stakedEtherAbi,
        functionName: "report",
        args: [postTotalEther],
      }),
      label: "report stkETH's rewards",
    });
  return [
    { atSeconds: 300, play: (stage) => report(stage, SECOND_ETHER) },
    {
      atSeconds: 3_000,
      async play(stage) {
        const { client } = stage.chain;
        const { number: blockNumber, timestamp } = await client.getBlock();
        const ratio = await client.readContract({
          address: at.token,
          abi: stakedEtherAbi,
          functionName: "stEthPerToken",
          blockNumber,
        });
        stage.send({
          from: stage.accounts.deployer.address,
          to: at.capAdapter,
          data: encodeFunctionData({
            abi: stakedEtherAbi,
            functionName: "setCapParameters",
            args: [ratio, timestamp, GROWTH_BPS_PER_YEAR],
          }),
          label: "set the cap of stkETH's rate",
        });
      },
    },
    { atSeconds: 14_000, play: (stage) => report(stage, THIRD_ETHER) },
  ];
}
