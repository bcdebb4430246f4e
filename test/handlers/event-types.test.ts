import type { Context, Event, EventNames } from "ponder:registry";
import { describe, expectTypeOf, it } from "vitest";

/* Checked by tsc: the names of the network's chains are dynamic, the types of its events are not. */
describe("the types of events", () => {
  it("know the arguments of each event by its ABI", () => {
    type Args<Name extends EventNames> = Event<Name>["args" & keyof Event<Name>];
    expectTypeOf<Args<"AaveV3Pool:ReserveDataUpdated">["liquidityIndex"]>().toEqualTypeOf<bigint>();
    expectTypeOf<Args<"AaveV3Pool:UserEModeSet">["categoryId"]>().toEqualTypeOf<number>();
    expectTypeOf<Args<"Pyth:PriceFeedUpdate">["id"]>().toEqualTypeOf<`0x${string}`>();
    expectTypeOf<Args<"UniswapV3Pool:Swap">["tick"]>().toEqualTypeOf<number>();
  });

  it("know no event that an ABI lacks, and no source that is not configured", () => {
    expectTypeOf<"AaveV3Pool:Nothing">().not.toExtend<EventNames>();
    expectTypeOf<"Nowhere:Mint">().not.toExtend<EventNames>();
    expectTypeOf<"AaveV3VariableDebtToken:Mint">().toExtend<EventNames>();
    expectTypeOf<"ChainBlocks:block">().toExtend<EventNames>();
  });

  it("leave the chain open, as it comes from the manifest", () => {
    expectTypeOf<Context<"AaveV3Pool:UserEModeSet">["chain"]["id"]>().toEqualTypeOf<number>();
  });
});
