import { encodeFunctionData, numberToHex } from "viem";
import { morphoBlueOracleAbi } from "../../../abis/morpho-blue.ts";
import type { Manifest, ManifestChain } from "../../../config/manifest.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import { type DevChain, openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { spotterAbi, valueAbi, vatAbi } from "../../../devnet/maker/maker-abi.ts";
import { bytes32 } from "../../../devnet/maker/maker-calls.ts";
import { setOraclePrice } from "../../../devnet/morpho-blue/morpho-transactions.ts";
import { RAY } from "../../../src/core/fixed-point.ts";

const anybody = devnetAccounts().keeper.address;
/** Less than half, which is what the loans of `playLoans` have borrowed of what they may. */
const LEFT = { numerator: 2n, denominator: 5n };
const lowered = (price: bigint) => (price * LEFT.numerator) / LEFT.denominator;

/**
 * Lets the oracles of Morpho and Maker alone fall by three fifths, on chains that mine only what they
 * are told to, and mines some blocks in which nobody is liquidated.
 */
export async function lowerOracles(manifest: Manifest, { blocks }: { blocks: number }) {
  for (const facts of manifest.chains) {
    if (facts.morphoBlue.length + facts.maker.length === 0) continue;
    const { name, chainId, rpcUrl: url } = facts;
    const chain = openDevChain({ name, chainId, url });
    await lowerMorpho(chain, facts);
    await lowerMaker(chain, facts);
    for (let block = 0; block < blocks; block++) {
      const { timestamp } = await chain.client.getBlock();
      await chain.mine({ timestamp: Number(timestamp) + 3 });
    }
  }
}

async function lowerMorpho(chain: DevChain, { morphoBlue }: ManifestChain): Promise<void> {
  for (const { lltv, ...market } of morphoBlue.flatMap(({ markets }) => markets)) {
    // One of the scenario's markets has an oracle that is no contract.
    if ((await chain.client.getCode({ address: market.oracle })) === undefined) continue;
    const price = await chain.client.readContract({
      ...{ address: market.oracle, abi: morphoBlueOracleAbi, functionName: "price" },
    });
    const local = { ...market, lltvWad: BigInt(lltv) };
    chain.send(setOraclePrice({ from: anybody, market: local, price: lowered(price) }));
  }
}

async function lowerMaker(chain: DevChain, { maker }: ManifestChain): Promise<void> {
  for (const { vat, spotter, deployer, ilks } of maker) {
    for (const { name } of ilks) {
      const ilk = bytes32(name);
      const [pip, matRay] = await chain.client.readContract({
        ...{ address: spotter, abi: spotterAbi, functionName: "ilks", args: [ilk] },
      });
      const [, , spotRay] = await chain.client.readContract({
        ...{ address: vat, abi: vatAbi, functionName: "ilks", args: [ilk] },
      });
      // The Spotter divides the price in DAI × 10^18 by the ratio.
      const price = lowered((spotRay * matRay) / RAY / 10n ** 9n);
      const args = [numberToHex(price, { size: 32 })] as const;
      const label = `lower the price of ${name}`;
      const data = encodeFunctionData({ abi: valueAbi, functionName: "poke", args });
      chain.send({ from: deployer, to: pip, data, label });
      chain.send({
        ...{ from: anybody, to: spotter, label },
        data: encodeFunctionData({ abi: spotterAbi, functionName: "poke", args: [ilk] }),
      });
    }
  }
}
