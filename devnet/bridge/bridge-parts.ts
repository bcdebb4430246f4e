import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { DevnetPart } from "../parts/devnet-part.ts";
import { stepsOn } from "../scenario/step.ts";
import { compileOwnContract } from "../solidity/compile-own-contract.ts";
import { transferToken } from "../tokens/deploy-tokens.ts";
import { fund } from "../tokens/fund.ts";

/** Of alpha's DAI, wherever else it is. */
const BRIDGED_ID = "DAI.a";
const dai = (tokens: number) => BigInt(tokens) * 10n ** 18n;

const bridgeAbi = parseAbi([
  "function mint(address account, uint256 value)",
  "function burn(uint256 value)",
  "function release(address token, address to, uint256 value)",
]);

/** The home end of a bridge: DAI in escrow. */
export const bridgeHomePart: DevnetPart = async ({ log }) => {
  const artifact = await compileOwnContract({ path: "devnet/bridge/BridgeEscrow.sol", log });
  return async ({ chain, accounts, base, mine }) => {
    const from = accounts.deployer.address;
    const escrow = await chain.deploy({
      from,
      artifact,
      label: "deploy the bridge's escrow",
    });
    const { number: startBlock } = await mine();
    const token = base.tokens.DAI;
    return {
      name: "bridge-home",
      manifest: {
        bridgeEscrows: [{ id: BRIDGED_ID, symbol: "DAI", token, decimals: 18, escrow, startBlock }],
      },
      steps: (stage) => {
        const { alice } = stage.cast;
        return stepsOn(stage, [
          {
            atSeconds: 20,
            play: () => fund(stage, { owner: alice, token, amount: dai(20_000), spenders: [] }),
          },
          {
            atSeconds: 1_500,
            play: () =>
              stage.send(transferToken({ token, from: alice, to: escrow, amount: dai(20_000) })),
          },
          {
            atSeconds: 12_000,
            play: () =>
              stage.send({
                from,
                to: escrow,
                data: encodeFunctionData({
                  abi: bridgeAbi,
                  functionName: "release",
                  args: [token, alice, dai(300)],
                }),
                label: "release DAI from the bridge's escrow",
              }),
          },
        ]);
      },
    };
  };
};

/** The remote end: a token that stands for it. What it has minted is always within the escrow. */
export const bridgeRemotePart: DevnetPart = async ({ log }) => {
  const artifact = await compileOwnContract({ path: "devnet/bridge/BridgedToken.sol", log });
  return async ({ chain, accounts, mine }) => {
    const from = accounts.deployer.address;
    const token = await chain.deploy({
      from,
      artifact,
      args: ["Dai of alpha", "DAI.a"],
      label: "deploy DAI.a",
    });
    const { number: startBlock } = await mine();
    const mintTo = (to: Address, amount: bigint) => ({
      from,
      to: token,
      data: encodeFunctionData({ abi: bridgeAbi, functionName: "mint", args: [to, amount] }),
      label: `mint ${amount} of DAI.a to ${to}`,
    });
    return {
      name: "bridge-remote",
      manifest: {
        bridgedTokens: [{ id: BRIDGED_ID, symbol: "DAI.a", token, decimals: 18, startBlock }],
      },
      steps: (stage) => {
        const { alice, bob } = stage.cast;
        return stepsOn(stage, [
          {
            atSeconds: 3_000,
            play: () => stage.send(mintTo(alice, dai(15_000)), mintTo(bob, dai(2_000))),
          },
          {
            atSeconds: 9_000,
            play: () =>
              stage.send({
                from: bob,
                to: token,
                data: encodeFunctionData({
                  abi: bridgeAbi,
                  functionName: "burn",
                  args: [dai(500)],
                }),
                label: "burn DAI.a",
              }),
          },
        ]);
      },
    };
  };
};
