import type { MinedBlock, Transaction } from "../chain/dev-chain.ts";
import type { MorphoSuite } from "./deploy-morpho-suite.ts";
import {
  type LocalMarket,
  marketParams,
  morphoCall,
  setOraclePrice,
} from "./morpho-transactions.ts";

export const DAY_SECONDS = 86_400;

/** Raw units of a number of USDC. */
export const usdc = (whole: number): bigint => BigInt(Math.round(whole * 1e6));
/** Raw units of a number of tokens with 18 decimals, to a millionth. */
export const eth = (whole: number): bigint => BigInt(Math.round(whole * 1e6)) * 10n ** 12n;

export type MorphoDesk = ReturnType<typeof createMorphoDesk>;

/** What people do with Morpho: `act` sends and mines a block of its own, so many seconds later. */
export function createMorphoDesk(
  suite: MorphoSuite,
  mine: (seconds: number) => Promise<MinedBlock>,
) {
  const { chain, morpho, markets, prices, deployer } = suite;
  const [alice, bob, carol, dave, erin, frank, grace, heidi] = suite.people;
  return {
    ...{ suite, mine },
    people: { alice, bob, carol, dave, erin, frank, grace, heidi },
    async act(seconds: number, ...transactions: Transaction[]): Promise<MinedBlock> {
      for (const transaction of transactions) chain.send(transaction);
      return mine(seconds);
    },
    at: (name: keyof typeof markets) => ({ morpho, market: markets[name] }),
    setFee: (market: LocalMarket, feeWad: bigint): Transaction =>
      morphoCall({
        morpho,
        from: deployer,
        functionName: "setFee",
        args: [marketParams(market), feeWad],
      }),
    /** A part of the first price. */
    price: (name: keyof typeof prices, perMille: bigint): Transaction =>
      setOraclePrice({
        from: deployer,
        market: markets[name],
        price: (prices[name] * perMille) / 1_000n,
      }),
  };
}
