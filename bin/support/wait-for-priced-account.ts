import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "viem";
import { z } from "zod";
import { BallastError } from "../../src/core/ballast-error.ts";

const viewSchema = z.object({
  totals: z.object({ gross: z.object({ decimal: z.string() }).nullable() }),
  markets: z.array(z.object({ chain: z.string(), positions: z.array(z.unknown()) })),
});

/**
 * Waits until the API gives a view of one of the accounts with positions and a known total value.
 * @returns the account that has positions on the most chains.
 */
export async function waitForPricedAccount(parameters: {
  url: string;
  accounts: readonly Address[];
  timeoutMilliseconds?: number | undefined;
}): Promise<Address> {
  const { url, accounts, timeoutMilliseconds = 180_000 } = parameters;
  const deadline = performance.now() + timeoutMilliseconds;
  let lastAnswer = "the index is not ready";
  while (performance.now() < deadline) {
    if (!(await isReady(url))) {
      await sleep(150);
      continue;
    }
    let best: { account: Address; chains: number } | undefined;
    for (const account of accounts) {
      const answer = await readView(`${url}/v1/accounts/${account}/collateral`);
      if (answer.view === undefined) {
        lastAnswer = answer.text;
        break;
      }
      const { totals, markets } = answer.view;
      const held = markets.filter((market) => market.positions.length > 0);
      const chains = new Set(held.map((market) => market.chain)).size;
      if (totals.gross !== null && chains > (best?.chains ?? 0)) best = { account, chains };
      lastAnswer = answer.text;
    }
    if (best !== undefined) return best.account;
    await sleep(200);
  }
  throw new BallastError(`No account was priced after ${timeoutMilliseconds} ms: ${lastAnswer}`, {
    code: "demo-timeout",
    remedy: "The logs of the demo say why.",
  });
}

/** Asked first, for it costs the busy indexer less than a view. */
async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ready`, { signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}

async function readView(
  url: string,
): Promise<{ view: z.infer<typeof viewSchema> | undefined; text: string }> {
  let text: string;
  let isOk: boolean;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    isOk = response.ok;
    text = await response.text();
  } catch (error) {
    return { view: undefined, text: String(error) };
  }
  return { view: isOk ? viewSchema.parse(JSON.parse(text)) : undefined, text };
}
