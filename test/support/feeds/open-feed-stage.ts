import type { Address } from "viem";
import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import type { Manifest, ManifestChain } from "../../../config/manifest.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import { type DevChain, openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import { fluxAggregatorAbi } from "../../../devnet/chainlink/chainlink-admin-abi.ts";
import { submitAnswer } from "../../../devnet/chainlink/chainlink-transactions.ts";
import { updatePythPrices } from "../../../devnet/pyth/update-pyth-prices.ts";
import { updateRedstoneValues } from "../../../devnet/redstone/update-redstone-values.ts";
import type { Pair } from "../../../devnet/tokens/devnet-tokens.ts";

type Site = { facts: ManifestChain; chain: DevChain };

/** Every feed of the local chains, to be moved by hand block by block. */
export type FeedStage = {
  site(chainId: number): Site;
  /** Queues an answer of all oracles of a Chainlink proxy, in units of its decimals. */
  chainlink(chainId: number, pair: Pair, answer: bigint): Promise<void>;
  /** Queues a price at Pyth on a chain, with a confidence of 5 bps. Units of 10^-8 USD. */
  pyth(chainId: number, pair: Pair, priceE8: bigint): Promise<void>;
  /** Queues a price of RedStone, on the chain that has it. Units of 10^-8 USD. */
  redstone(pair: Pair, priceE8: bigint): Promise<void>;
  /** Queues the price at every provider on every chain but those left out. */
  everywhere(
    pair: Pair,
    priceE8: bigint,
    except?: readonly ("chainlink" | "pyth" | "redstone")[],
  ): Promise<void>;
  /** Makes a block of what is queued on every chain, all at the same time. */
  block(seconds: number): Promise<void>;
};

export async function openFeedStage(manifest: Manifest): Promise<FeedStage> {
  const accounts = devnetAccounts();
  const keeper = accounts.keeper.address;
  const sites = manifest.chains.map((facts) => {
    const { name, chainId, rpcUrl: url } = facts;
    return { facts, chain: openDevChain({ name, chainId, url }) };
  });
  for (const { chain } of sites) {
    await jsonRpc({ url: chain.url, calls: [{ method: "evm_setAutomine", params: [false] }] });
  }
  const times = await Promise.all(
    sites.map(async ({ chain }) => Number((await chain.client.getBlock()).timestamp)),
  );
  let now = Math.max(...times);
  const site = (chainId: number) => sites.find(({ facts }) => facts.chainId === chainId)!;
  const signers = [accounts["redstone-signer-1"], accounts["redstone-signer-2"]];

  const stage: FeedStage = {
    site,
    async chainlink(chainId, pair, answer) {
      const { facts, chain } = site(chainId);
      const { proxy, oracles } = facts.chainlink.find((one) => one.pair === pair)!;
      const aggregator = await readAggregator(chain, proxy);
      const round = await chain.client.readContract({
        address: aggregator,
        abi: fluxAggregatorAbi,
        functionName: "latestRound",
      });
      for (const oracle of oracles) {
        chain.send(submitAnswer({ aggregator, oracle, roundId: round + 1n, answer }));
      }
    },
    async pyth(chainId, pair, priceE8) {
      const { facts, chain } = site(chainId);
      const quotes = [{ pair, price: priceE8, confidence: priceE8 / 2_000n, publishTime: now + 1 }];
      chain.send(updatePythPrices({ contract: facts.pyth!.contract, keeper, quotes }));
    },
    async redstone(pair, priceE8) {
      const { facts, chain } = sites.find(({ facts }) => facts.redstone.length > 0)!;
      const { adapter } = facts.redstone[0]!;
      chain.send(
        await updateRedstoneValues({
          ...{ adapter, keeper, dataTimestampMilliseconds: (now + 1) * 1_000 },
          packages: signers.map(({ privateKey }) => ({
            signerKey: privateKey,
            values: [{ pair, value: priceE8 }],
          })),
        }),
      );
    },
    async everywhere(pair, priceE8, except = []) {
      for (const { facts } of sites) {
        if (!except.includes("chainlink")) await stage.chainlink(facts.chainId, pair, priceE8);
        if (!except.includes("pyth")) await stage.pyth(facts.chainId, pair, priceE8);
      }
      if (!except.includes("redstone")) await stage.redstone(pair, priceE8);
    },
    async block(seconds) {
      now += seconds;
      for (const { chain } of sites) await chain.mine({ timestamp: now });
    },
  };
  return stage;
}

export function readAggregator({ client }: DevChain, proxy: Address): Promise<Address> {
  return client.readContract({
    address: proxy,
    abi: chainlinkProxyAbi,
    functionName: "aggregator",
  });
}
