import fc from "fast-check";
import type { Address, Hex } from "viem";
import { expect, it } from "vitest";
import type { NetworkChain } from "../../config/network.ts";
import { type Book, createBook } from "../../src/api/book/create-book.ts";
import { createBlockMemory } from "../../src/api/valuation/create-block-memory.ts";
import type { BlockReference, BlockVector } from "../../src/core/block-vector.ts";
import type { FactsReader } from "../../src/core/facts-reader.ts";
import type { AssetCaip19 } from "../../src/core/identifiers.ts";
import type { Holding, HoldingsReader } from "../../src/protocols/holdings-reader.ts";
import type { ProtocolAdapter } from "../../src/protocols/protocol-adapter.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { noContracts } from "../support/no-contracts.ts";

/*
 * The book on chains that grow, fork and are cut off as it pleases a generator. Facts are the blocks of
 * a chain as the index has them: what is not in them any more, nobody can read.
 */
type Block = BlockReference & { changes: ReadonlyMap<Address, number> };
type Chains = Map<number, Block[]>;

const CHAINS: readonly NetworkChain[] = [ALPHA, BETA];
const ETHER: AssetCaip19 = `eip155:1/erc20:0x${"1".repeat(40)}`;
const account = (number: number): Address => `0x${number.toString(16).padStart(40, "0")}`;
const chainsOf = (facts: FactsReader) => facts as unknown as Chains;
const factsOf = (chains: Chains) => structuredClone(chains) as unknown as FactsReader;

type Owed = Holding & { owed: number };

const reader: HoldingsReader = {
  async readChangedAccounts({ facts, block, afterBlock }) {
    const blocks = chainsOf(facts).get(block.chainId)!;
    const since = blocks.filter(({ number }) => number > afterBlock && number <= block.number);
    return [...new Set(since.flatMap(({ changes }) => [...changes.keys()]))].sort();
  },
  async read({ facts, block, accounts }) {
    const blocks = chainsOf(facts).get(block.chainId)!;
    const past = blocks.filter(({ number }) => number <= block.number);
    return accounts.flatMap((one): Owed[] => {
      const owed = past.findLast(({ changes }) => changes.has(one))?.changes.get(one) ?? 0;
      return owed === 0 ? [] : [{ account: one, owed }];
    });
  },
  marketsOf: async () => [],
  screen: (holding) => [
    {
      marketId: "main",
      terms: [
        {
          ...{ side: "debt", asset: ETHER, quantity: (holding as Owed).owed },
          ...{ amountFactor: "one", weightFactor: null, oraclePriceFactor: null, pricedBy: null },
        },
      ],
    },
  ],
  readFactors: async ({ names }) => new Map([...names].map((name) => [name, 1])),
};
const adapter: ProtocolAdapter = {
  name: "test",
  holdings: reader,
  readAccounts: async () => [],
  readMarkets: async () => [],
  readParity: async () => [],
};

const newBook = (accountsPerAdvance: number) =>
  createBook({
    network: { chains: CHAINS },
    adapters: [adapter],
    contracts: noContracts,
    blocks: {
      async readBlockVector({ facts, selectors }) {
        const found = new Map<number, BlockReference>();
        for (const [chainId, selector] of selectors) {
          if (selector.kind !== "number") throw new RangeError("Only numbers are asked for.");
          const blocks = chainsOf(facts).get(chainId)!;
          const block = blocks.findLast(({ number }) => number <= selector.number);
          if (block !== undefined) found.set(chainId, block);
        }
        return found;
      },
    },
    memory: createBlockMemory(4),
    accountsPerAdvance,
  });

const prices = { low: () => 1, mid: () => 1, high: () => 1 };

async function advance(book: Book, chains: Chains): Promise<void> {
  const facts = factsOf(chains);
  const vector: BlockVector = new Map(
    [...chainsOf(facts)].map(([chainId, blocks]) => [chainId, blocks.at(-1)!]),
  );
  book.apply(await book.read({ facts, vector }), prices);
}

async function build(book: Book, chains: Chains): Promise<void> {
  for (let count = 0; !book.isBuilt(); count++) {
    if (count > 1_000) throw new Error("The book is never built.");
    await advance(book, chains);
  }
}

const stateOf = (book: Book) =>
  book
    .candidates(10)
    .map(({ placeKey, account: one }) => `${placeKey} ${one} ${book.accountOf(one)?.debtUsd}`)
    .sort();

const changes = fc.dictionary(
  fc.integer({ min: 1, max: 12 }).map(String),
  fc.constantFrom(0, 1, 2, 4, 8, 16),
  { maxKeys: 4 },
);
const step = fc.record({
  chain: fc.constantFrom(ALPHA.chainId, BETA.chainId),
  /** Blocks that are taken away first. */
  cut: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }) },
  ),
  blocks: fc.array(changes, { minLength: 0, maxLength: 3 }),
  looks: fc.boolean(),
});

it("stands after any blocks and reorgs, while it is built and later, as one built anew", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (steps, perAdvance) => {
        let hashes = 0;
        const chains: Chains = new Map(CHAINS.map(({ chainId }) => [chainId, []]));
        const mine = (chainId: number, changed: Readonly<Record<string, number>>) => {
          const blocks = chains.get(chainId)!;
          hashes += 1;
          const hash: Hex = `0x${hashes.toString(16).padStart(64, "0")}`;
          blocks.push({
            ...{ chainId, number: BigInt(blocks.length), hash, timestampSeconds: 0 },
            changes: new Map(
              Object.entries(changed).map(([number, owed]) => [account(Number(number)), owed]),
            ),
          });
        };
        for (const { chainId } of CHAINS) mine(chainId, { "1": 2, "2": 4, "3": 8 });
        const book = newBook(perAdvance);
        for (const { chain, cut, blocks, looks } of steps) {
          const ofChain = chains.get(chain)!;
          ofChain.length = Math.max(1, ofChain.length - cut);
          for (const changed of blocks) mine(chain, changed);
          if (looks) await advance(book, chains);
        }
        await advance(book, chains);
        await build(book, chains);
        const anew = newBook(1_000);
        await build(anew, chains);
        expect(stateOf(book)).toEqual(stateOf(anew));
        for (const { chainId } of CHAINS) {
          const place = {
            facts: factsOf(chains),
            chain: CHAINS.find((one) => one.chainId === chainId)!,
            block: chains.get(chainId)!.at(-1)!,
          };
          const accounts = Array.from({ length: 12 }, (_, index) => account(index + 1));
          const asked = { place, adapter, accounts };
          const read = await reader.read({ ...place, accounts });
          const sorted = (holdings: readonly Holding[]) =>
            [...holdings].sort((a, b) => (a.account < b.account ? -1 : 1));
          expect(sorted(await book.holdingsAt(asked))).toEqual(read);
          // Now they are kept.
          expect(sorted(await book.holdingsAt(asked))).toEqual(read);
        }
      },
    ),
    { numRuns: 300 },
  );
});

it("forgets kept holdings of what blocks and reorgs change", async () => {
  const block = (number: number, hash: string, owed: number): Block => ({
    ...{ chainId: ALPHA.chainId, number: BigInt(number), hash: `0x${hash}`, timestampSeconds: 0 },
    changes: new Map(owed === 0 ? [] : [[account(1), owed]]),
  });
  const other: Block = { ...block(0, "b0", 0), chainId: BETA.chainId };
  const chains: Chains = new Map([
    [ALPHA.chainId, [block(0, "a0", 5)]],
    [BETA.chainId, [other]],
  ]);
  const book = newBook(10);
  const owed = async () => {
    const at = chains.get(ALPHA.chainId)!.at(-1)!;
    const place = { facts: factsOf(chains), chain: ALPHA, block: at };
    const [holding] = await book.holdingsAt({ place, adapter, accounts: [account(1)] });
    return (holding as Owed | undefined)?.owed;
  };
  await build(book, chains);
  expect(await owed()).toBe(5);
  chains.get(ALPHA.chainId)!.push(block(1, "a1", 7));
  await advance(book, chains);
  expect(await owed()).toBe(7);
  chains.get(ALPHA.chainId)!.pop();
  await advance(book, chains);
  expect(await owed()).toBe(5);
  chains.get(ALPHA.chainId)!.push(block(1, "ff", 0));
  await advance(book, chains);
  expect(await owed()).toBe(5);
});
