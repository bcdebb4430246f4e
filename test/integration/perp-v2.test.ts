import { eq } from "drizzle-orm";
import { type Abi, decodeEventLog } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  perpV2AccountBalanceAbi,
  perpV2ClearingHouseAbi,
  perpV2CollateralManagerAbi,
  perpV2ExchangeAbi,
  perpV2InsuranceFundAbi,
  perpV2MarketRegistryAbi,
  perpV2VaultAbi,
} from "../../abis/perp-v2.ts";
import { networkFromManifest } from "../../config/network.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import type { ParityCheck } from "../../src/core/parity.ts";
import { perpV2Adapter } from "../../src/protocols/perp-v2/adapter.ts";
import {
  type PerpV2World,
  perpChainId,
  startPerpV2World,
} from "../support/perp-v2/start-perp-v2-world.ts";

describe("Perp v2 on a real chain, indexed by Ponder", () => {
  let world: PerpV2World;
  beforeAll(async () => {
    world = await startPerpV2World();
  });
  afterAll(() => world?.stop());

  it("equals the contracts' views after every block", { timeout: 600_000 }, async () => {
    const { manifest, store, publicClient, played, head } = world;
    const [chain] = networkFromManifest(manifest).chains;
    const contracts = createContractReader({
      clients: new Map([[perpChainId, publicClient]]),
      batch: true,
    });
    const blocks = await store.withSnapshot((facts) =>
      facts.select().from(chainBlock).where(eq(chainBlock.chainId, perpChainId)),
    );
    expect(blocks).toHaveLength(head);
    const numbers = new Set(played.map(({ number }) => BigInt(number)));
    const differences: (ParityCheck & { block: bigint })[] = [];
    const compared = new Map<string, number>();
    for (const block of blocks) {
      if (!numbers.has(block.number)) continue;
      // Of the history that stands, not of the one that was undone.
      const { hash } = await publicClient.getBlock({ blockNumber: block.number });
      expect(hash).toBe(block.hash);
      const checks = await store.withSnapshot(async (facts) => {
        const place = { facts, contracts, chain: chain!, block };
        const accounts = await perpV2Adapter.readAccounts(place);
        return perpV2Adapter.readParity!({ ...place, accounts });
      });
      for (const check of checks) {
        const kind = check.what.replace(/\(.*/, "");
        compared.set(kind, (compared.get(kind) ?? 0) + 1);
        if (check.indexed !== check.contract) differences.push({ ...check, block: block.number });
      }
    }
    expect(differences.slice(0, 5)).toEqual([]);
    expect([...compared.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20_000);
    expect(compared.size).toBe(29);
  });

  it("saw every event that changes collateral, debt or a parameter", () => {
    const abi: Abi = [
      ...[...perpV2VaultAbi, ...perpV2ClearingHouseAbi, ...perpV2AccountBalanceAbi],
      ...[...perpV2ExchangeAbi, ...perpV2MarketRegistryAbi, ...perpV2CollateralManagerAbi],
      ...perpV2InsuranceFundAbi,
    ];
    const counts: Record<string, number> = {};
    const perp = world.manifest.chains[0]!.perpV2[0]!;
    const addresses: string[] = Object.values(perp).filter((one) => typeof one === "string");
    for (const log of world.played.flatMap(({ transactions }) =>
      transactions.flatMap(({ logs }) => logs),
    )) {
      if (!addresses.includes(log.address.toLowerCase())) continue;
      try {
        const { eventName } = decodeEventLog({ abi, ...log });
        counts[eventName!] = (counts[eventName!] ?? 0) + 1;
      } catch {
        // Of ownership, whitelists and the like.
      }
    }
    const wanted = abi.flatMap((item) => (item.type === "event" ? [item.name] : []));
    // Said once, when the contracts are set up.
    const atStart = ["PoolAdded", "CollateralAdded", "InsuranceFundFeeRatioChanged"];
    expect(Object.keys(counts).sort()).toEqual(
      wanted.filter((name) => !atStart.includes(name)).sort(),
    );
  });
});
