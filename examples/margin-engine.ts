/*
 * npm run example:margin -- [--account 0x…] [--usd 1000]: a margin engine that asks before it lends.
 * Whatever it is not told is a no. It ends with 0 where it lends and with 1 where it does not.
 */
import { parseArgs } from "node:util";
import { answerOf, BallastProblem, createBallastClient, rawAmount } from "../client/index.ts";

const WAD = 10n ** 18n;
/** The house's rules. */
const MAXIMUM_AGE_SECONDS = 120;
const MAXIMUM_WIDTH_BPS = 500;
const LENT_AT_MOST_BPS = 5_000n;
const PRICE_SHOCK_BPS = -2_000;

const { values } = parseArgs({
  options: {
    api: { type: "string", default: process.env.BALLAST_API ?? "http://127.0.0.1:42069" },
    account: { type: "string", default: "0x71be63f3384f5fb98995898a86b02fb2426c5788" },
    usd: { type: "string", default: "1000" },
    market: { type: "string", default: "eip155:31338 aave-v3:main" },
    asset: {
      type: "string",
      default: "eip155:31338/erc20:0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
    },
  },
});
const client = createBallastClient({ baseUrl: values.api });

/** Why not; null where the loan may be made. */
async function reasonAgainst(account: string, loanUsd: string): Promise<string | null> {
  const path = { account };
  // Final blocks only: a deposit that a reorg takes away backs nothing.
  const { status, bounds, weakestLink, asOf } = await answerOf(
    client.GET("/v1/accounts/{account}/collateral", {
      params: {
        path,
        query: {
          maxAgeSeconds: MAXIMUM_AGE_SECONDS,
          maxWidthBps: MAXIMUM_WIDTH_BPS,
          finality: "finalized",
        },
      },
    }),
  );
  console.log(`status ${status}, as of ${new Date(asOf * 1_000).toISOString()}`);
  const lower = rawAmount(bounds.unified?.lower);
  if (lower === null) return "what the account is worth is not known";
  const limit = (lower * LENT_AT_MOST_BPS) / 10_000n;
  console.log(`worth at least ${usd(lower)}; lent at most ${usd(limit)}`);
  if (BigInt(loanUsd) * WAD > limit) return `the limit is ${usd(limit)}`;
  if (weakestLink.state === "unknown") return "a market with a debt does not say how healthy it is";
  if (weakestLink.liquidatable === true) return `${weakestLink.marketId} may be liquidated now`;

  // Were the loan made on top of all else, and ether fell by a fifth at once?
  const [chain = "", marketId = ""] = values.market.split(" ");
  const { after, refused } = await answerOf(
    client.POST("/v1/accounts/{account}/simulate", {
      params: { path },
      body: {
        prices: [{ priceId: "ETH/USD", changeBps: PRICE_SHOCK_BPS }],
        actions: [{ kind: "borrow", chain, marketId, asset: values.asset, amount: loanUsd }],
      },
    }),
  );
  const [refusal] = refused;
  if (refusal !== undefined) return `the market refuses: ${refusal.detail}`;
  const left = rawAmount(after.bounds.unified?.lower);
  const nearest = after.weakestLink.healthFactor?.decimal ?? "none";
  console.log(`after the loan and a fall of 20 %: ${usd(left)}, lowest health factor ${nearest}`);
  if (left === null) return "what would be left is not known";
  if (after.weakestLink.state === "unknown") return "whether it would be liquidated is not known";
  if (after.weakestLink.liquidatable === true) {
    return `${after.weakestLink.marketId} would be liquidated`;
  }
  return left >= BigInt(loanUsd) * WAD ? null : "what would be left does not back the loan";
}

const usd = (wad: bigint | null) =>
  wad === null ? "unknown" : `${(wad / WAD).toLocaleString("en")} USD`;

console.log(`May ${values.account} have ${values.usd} USDC?`);
let reason: string | null;
try {
  reason = await reasonAgainst(values.account, values.usd);
} catch (error) {
  // Too old, too wide, not final, not there: none of it is a yes.
  reason =
    error instanceof BallastProblem
      ? `${error.message}${error.retryAfterSeconds === null ? "" : ` Ask again in ${error.retryAfterSeconds} s.`}`
      : `Ballast is not reached: ${error}`;
}
console.log(reason === null ? "LEND" : `REFUSE: ${reason}`);
process.exitCode = reason === null ? 0 : 1;
