import { type Address, numberToHex } from "viem";
import type { ManifestChain } from "../../config/manifest.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import { jsonRpc } from "../chain/json-rpc.ts";
import type { MakerRecording } from "./read-maker-recording.ts";

/** Recorded transactions in one block: the whole deployment then takes 17 blocks. */
const TRANSACTIONS_PER_BLOCK = 40;

/** The ilks that the local chains use, of the 26 that are deployed. */
const usedIlks = [
  { name: "ETH-A", key: "ETH_A", gem: "ETH", symbol: "WETH", decimals: 18, pip: "PIP_ETH" },
  { name: "ETH-B", key: "ETH_B", gem: "ETH", symbol: "WETH", decimals: 18, pip: "PIP_ETH" },
  { name: "WBTC-A", key: "WBTC_A", gem: "WBTC", symbol: "WBTC", decimals: 8, pip: "PIP_WBTC" },
  { name: "USDC-A", key: "USDC_A", gem: "USDC", symbol: "USDC", decimals: 6, pip: "PIP_USDC" },
] as const;

export type MakerMarket = ManifestChain["maker"][number];

/**
 * Replays the recorded deployment on a chain where the recorded deployer has sent nothing yet: every
 * contract gets its recorded address. Neither the chain's id nor its times matter to it. The
 * deployer is not ours and the pause proxy, to which governance belongs, is a contract: both are
 * impersonated, and stay so.
 * @param parameters.nextTimestamp Time of each block in turn.
 * @throws BallastError `maker-replay` where a transaction did something else than when it was recorded.
 */
export async function deployMaker(parameters: {
  chain: DevChain;
  recording: MakerRecording;
  nextTimestamp: () => number;
}): Promise<MakerMarket> {
  const { chain, recording, nextTimestamp } = parameters;
  const { deployer, transactions, addresses } = recording;
  const at = (name: string): Address => {
    const address = addresses[name];
    if (address === undefined)
      throw new BallastError(`Maker's recording names no ${name}.`, { code: "maker-recording" });
    return address;
  };
  const governance = at("MCD_PAUSE_PROXY");
  const balance = numberToHex(10n ** 24n);
  await jsonRpc({
    url: chain.url,
    calls: [deployer, governance].flatMap((address) => [
      { method: "anvil_impersonateAccount", params: [address] },
      { method: "anvil_setBalance", params: [address, balance] },
    ]),
  });
  let startBlock: number | undefined;
  for (let first = 0; first < transactions.length; first += TRANSACTIONS_PER_BLOCK) {
    const batch = transactions.slice(first, first + TRANSACTIONS_PER_BLOCK);
    for (const [offset, { to, data, valueWei }] of batch.entries()) {
      const label = `Maker's recorded transaction ${first + offset}`;
      chain.send({ from: deployer, ...(to === null ? {} : { to }), data, valueWei, label });
    }
    const block = await chain.mine({ timestamp: nextTimestamp() });
    startBlock ??= block.number;
    for (const [offset, { logs }] of block.transactions.entries()) {
      const { logCount } = batch[offset]!;
      if (logs.length !== logCount) {
        throw new BallastError(
          `Maker's recorded transaction ${first + offset} logged ${logs.length} times, not ${logCount}.`,
          { code: "maker-replay" },
        );
      }
    }
    await requireCode(chain, batch);
  }

  return {
    id: "mcd",
    vat: at("MCD_VAT"),
    jug: at("MCD_JUG"),
    spotter: at("MCD_SPOT"),
    cat: at("MCD_CAT"),
    cdpManager: at("CDP_MANAGER"),
    proxyRegistry: at("PROXY_REGISTRY"),
    proxyFactory: at("PROXY_FACTORY"),
    proxyActions: at("PROXY_ACTIONS"),
    dai: at("MCD_DAI"),
    daiJoin: at("MCD_JOIN_DAI"),
    deployer,
    governance,
    startBlock: startBlock!,
    ilks: usedIlks.map(({ name, key, gem, symbol, decimals, pip }) => ({
      ...{ name, symbol, decimals },
      gem: at(gem),
      join: at(`MCD_JOIN_${key}`),
      flip: at(`MCD_FLIP_${key}`),
      pip: at(pip),
    })),
  };
}

/** Every contract stands where it stood on the recorded chain. */
async function requireCode(chain: DevChain, batch: MakerRecording["transactions"]): Promise<void> {
  const created = batch.flatMap(({ contractAddress }) => contractAddress ?? []);
  const codes = await jsonRpc({
    url: chain.url,
    calls: created.map((address) => ({ method: "eth_getCode", params: [address, "latest"] })),
  });
  const missing = created.filter((_, index) => codes[index] === "0x");
  if (missing.length > 0) {
    throw new BallastError(`Maker's replay left no contract at ${missing.join(", ")}.`, {
      code: "maker-replay",
      remedy: "The recorded deployer must not have sent anything on this chain before.",
    });
  }
}
