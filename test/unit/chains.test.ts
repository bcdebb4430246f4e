import { nativeChainIds, toChainId } from "@wormhole-foundation/sdk-base";
import * as viemChains from "viem/chains";
import { describe, expect, test } from "vitest";
import { chains, findChain } from "../../src/chains.ts";

describe("facts about chains", () => {
  test.each(chains)("$name has the ids that Wormhole's SDK has", (chain) => {
    expect(chain.wormholeChainId).toBe(toChainId(chain.name));
    expect(BigInt(chain.chainId)).toBe(
      nativeChainIds.networkChainToNativeChainId("Mainnet", chain.name),
    );
  });

  test.each(chains)("$name has the block time that viem has", (chain) => {
    const viemChain = Object.values(viemChains).find(({ id }) => id === chain.chainId);
    expect(viemChain?.blockTime).toBe(chain.typicalBlockMilliseconds);
  });

  test("a chain is found by id, and an unknown one is not", () => {
    expect(findChain(42161)).toMatchObject({ name: "Arbitrum", observers: { needed: 5 } });
    expect(findChain(31337)).toBeUndefined();
  });
});
