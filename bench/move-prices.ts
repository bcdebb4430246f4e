import { setTimeout as sleep } from "node:timers/promises";
import { createPublicClient, createWalletClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { pythAbi } from "../abis/pyth.ts";
import type { Manifest } from "../config/manifest.ts";
import { createRandom } from "../devnet/market/create-random.ts";
import { updatePythPrices } from "../devnet/pyth/update-pyth-prices.ts";
import type { Pair } from "../devnet/tokens/devnet-tokens.ts";

/** How far a price goes from where it began, in parts per million: no policy's doubt. */
const SWING_PPM = 300;
/** Live local chains have a block as often. */
const PAUSE_MILLISECONDS = 2_000;

/**
 * Moves the price of every Pyth feed of the live local chains in each block, because the market
 * itself moves once a minute and its feeds seldom follow. The account sends nothing else there.
 */
export async function startMovingPrices(manifest: Manifest): Promise<{ stop(): Promise<void> }> {
  const operator = manifest.accounts.find(({ name }) => name === "attestation-operator");
  if (operator === undefined) throw new Error("The manifest has no attestation-operator.");
  const account = privateKeyToAccount(operator.privateKey);
  let stopping = false;

  async function move(chain: Manifest["chains"][number], stream: number): Promise<void> {
    const { pyth } = chain;
    if (pyth === null) return;
    const transport = http(chain.rpcUrl);
    const reader = createPublicClient({ transport });
    const wallet = createWalletClient({ account, transport });
    const random = createRandom({ seed: 1, stream });
    const first = await Promise.all(
      pyth.feeds.map(async ({ pair, priceId }) => {
        const { price } = await reader.readContract({
          ...{ address: pyth.contract, abi: pythAbi, functionName: "getPriceUnsafe" },
          args: [priceId],
        });
        return { pair: pair as Pair, price };
      }),
    );
    let nonce = await reader.getTransactionCount({ address: account.address });
    while (!stopping) {
      const publishTime = Math.floor(Date.now() / 1_000) - 1;
      const quotes = first.map(({ pair, price }) => {
        const moved =
          (price * BigInt(1_000_000 + random.integer(-SWING_PPM, SWING_PPM))) / 1_000_000n;
        return { pair, price: moved, confidence: moved / 2_000n, publishTime };
      });
      const { to, data, valueWei } = updatePythPrices({
        ...{ contract: pyth.contract, keeper: account.address, quotes },
      });
      await wallet.sendTransaction({
        chain: null,
        to,
        data,
        value: valueWei,
        nonce,
        gas: 2_000_000n,
      });
      nonce += 1;
      await sleep(PAUSE_MILLISECONDS);
    }
  }

  const moving = Promise.all(manifest.chains.map((chain, index) => move(chain, 900 + index)));
  let failure: unknown;
  moving.catch((error: unknown) => {
    failure = error;
  });
  return {
    async stop() {
      stopping = true;
      if (failure !== undefined) throw failure;
      await moving;
    },
  };
}
