import { describe, expect, it } from "vitest";
import { registerChronicle } from "../../src/oracles/chronicle/handlers.ts";
import { chronicleValue } from "../../src/oracles/chronicle/schema.ts";
import { valuesInForce } from "../../src/oracles/chronicle/values-in-force.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";

const scribe = addressOf(0x5c);
/** Ten blocks. */
const challengePeriod = 120;

function createHarness() {
  const harness = createHandlerHarness({
    chainId: 1,
    register: registerChronicle,
    answers: { [`${scribe}.opChallengePeriod`]: challengePeriod },
  });
  const log = (name: string, block: number, args: Record<string, unknown> = {}) =>
    harness.log(`ChronicleScribe:${name}`, { address: scribe, block, args });
  return {
    rows: () => harness.rows(chronicleValue),
    poke: (block: number, val: bigint) => log("Poked", block, { val, age: timeOfBlock(block) - 5 }),
    opPoke: (block: number, val: bigint) =>
      log("OpPoked", block, { pokeData: { val, age: timeOfBlock(block) - 5 } }),
    drop: (block: number) => log("OpPokeDataDropped", block, { pokeData: { val: 0n, age: 0 } }),
    confirm: (block: number) => log("OpPokeChallengedUnsuccessfully", block),
    setPeriod: (block: number, period: number) =>
      log("OpChallengePeriodUpdated", block, {
        oldOpChallengePeriod: challengePeriod,
        newOpChallengePeriod: period,
      }),
    /** What is in force at a block by what is known there: [value, block from which it is]. */
    at(block: number) {
      const known = harness
        .rows(chronicleValue)
        .filter(({ blockNumber }) => blockNumber <= BigInt(block));
      return valuesInForce(known, {
        number: BigInt(block),
        timestampSeconds: timeOfBlock(block),
      }).map(({ value, fromSeconds }) => [value.value, (fromSeconds - timeOfBlock(0)) / 12]);
    },
  };
}

describe("a Scribe", () => {
  it("is poked with a value as old as its signatures", async () => {
    const scribeOf = createHarness();
    await scribeOf.poke(5, 10n);
    await scribeOf.poke(8, 11n);
    expect(scribeOf.rows()[1]).toMatchObject({
      value: 11n,
      signedAgeSeconds: timeOfBlock(8) - 5,
      countsFromSeconds: timeOfBlock(8),
      blockTimestampSeconds: timeOfBlock(8),
      droppedBlockNumber: null,
    });
    expect(scribeOf.at(7)).toEqual([[10n, 5]]);
    expect(scribeOf.at(8)).toEqual([
      [10n, 5],
      [11n, 8],
    ]);
  });
});

describe("an optimistic value", () => {
  it("counts from the end of its challenge period, without a log", async () => {
    const scribeOf = createHarness();
    await scribeOf.poke(5, 10n);
    await scribeOf.opPoke(20, 11n);
    expect(scribeOf.at(29)).toEqual([[10n, 5]]);
    expect(scribeOf.at(30)).toEqual([
      [10n, 5],
      [11n, 30],
    ]);
  });

  it("never counts where it is dropped before", async () => {
    const scribeOf = createHarness();
    await scribeOf.poke(5, 10n);
    await scribeOf.opPoke(20, 99n);
    await scribeOf.drop(25);
    expect(scribeOf.at(40)).toEqual([[10n, 5]]);
  });

  it("counts no longer where it is dropped after, and did so at the blocks in between", async () => {
    const scribeOf = createHarness();
    await scribeOf.poke(5, 10n);
    await scribeOf.opPoke(20, 11n);
    await scribeOf.drop(35);
    expect(scribeOf.at(34)).toEqual([
      [10n, 5],
      [11n, 30],
    ]);
    expect(scribeOf.at(40)).toEqual([
      [10n, 5],
      [11n, 30],
      [10n, 35],
    ]);
  });

  it("never counts where the Scribe is poked in the meantime", async () => {
    const scribeOf = createHarness();
    await scribeOf.opPoke(20, 11n);
    await scribeOf.poke(25, 12n);
    await scribeOf.confirm(26);
    await scribeOf.drop(27);
    expect(scribeOf.at(40)).toEqual([[12n, 25]]);
  });

  it("counts at once where a challenge finds it right", async () => {
    const scribeOf = createHarness();
    await scribeOf.poke(5, 10n);
    await scribeOf.opPoke(20, 11n);
    await scribeOf.confirm(24);
    expect(scribeOf.at(23)).toEqual([[10n, 5]]);
    expect(scribeOf.at(40)).toEqual([
      [10n, 5],
      [11n, 24],
    ]);
    expect(scribeOf.rows().map((row) => [row.blockNumber, row.signedAgeSeconds])).toEqual([
      [5n, timeOfBlock(5) - 5],
      [20n, timeOfBlock(20) - 5],
      [24n, timeOfBlock(20) - 5],
    ]);
  });

  it("counts at once where a shorter challenge period is over", async () => {
    const scribeOf = createHarness();
    await scribeOf.opPoke(20, 11n);
    await scribeOf.setPeriod(22, 60);
    expect(scribeOf.at(22)).toEqual([]);
    const sooner = createHarness();
    await sooner.opPoke(20, 11n);
    await sooner.setPeriod(26, 60);
    expect(sooner.at(26)).toEqual([[11n, 26]]);
  });
});
