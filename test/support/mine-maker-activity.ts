import { type Address, encodeFunctionData, maxUint256, numberToHex } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import type { ManifestChain } from "../../config/manifest.ts";
import { openDevChain } from "../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../devnet/chain/json-rpc.ts";
import { gemAbi, gemJoinAbi } from "../../devnet/maker/maker-abi.ts";
import { bytes32, vatCalls } from "../../devnet/maker/maker-calls.ts";
import type { Activity } from "./mine-activity.ts";

const oneEther = 10n ** 18n;
/** Uneven, so that a rounding error cannot hide. */
const oddity = 123_456_789n;

/**
 * Makes blocks by hand on a chain with Maker: in each, a new account opens an urn and gives some
 * collateral to the account before it, which takes it into its urn.
 */
export async function createMakerActivity(manifest: ManifestChain): Promise<Activity> {
  const { rpcUrl: url, name, chainId } = manifest;
  await jsonRpc({
    url,
    calls: [
      { method: "evm_setAutomine", params: [false] },
      { method: "anvil_autoImpersonateAccount", params: [true] },
    ],
  });
  const chain = openDevChain({ name, chainId, url });
  const { vat, ilks } = manifest.maker[0]!;
  const { name: ilkName, gem, join } = ilks[0]!;
  const ilk = bytes32(ilkName);
  let previous: Address | undefined;

  async function mineBlock(): Promise<void> {
    const account = privateKeyToAddress(generatePrivateKey()).toLowerCase() as Address;
    const balance = numberToHex(1_000n * oneEther);
    await jsonRpc({ url, calls: [{ method: "anvil_setBalance", params: [account, balance] }] });
    const send = (to: Address, data: `0x${string}`, valueWei = 0n, from = account) =>
      chain.send({ from, to, data, valueWei, label: "Maker activity" });
    const amount = 20n * oneEther + oddity;
    const approval = [join, maxUint256] as const;
    const deposit = [account, amount] as const;
    send(gem, encodeFunctionData({ abi: gemAbi, functionName: "deposit" }), amount);
    send(gem, encodeFunctionData({ abi: gemAbi, functionName: "approve", args: approval }));
    send(join, encodeFunctionData({ abi: gemJoinAbi, functionName: "join", args: deposit }));
    send(vat, vatCalls.frob(ilk, account, 15n * oneEther, 150n * oneEther + oddity));
    if (previous !== undefined) {
      send(vat, vatCalls.flux(ilk, account, previous, oneEther + oddity));
      send(vat, vatCalls.frob(ilk, previous, oneEther / 3n, oneEther / 7n), 0n, previous);
    }
    const { timestamp } = await chain.client.getBlock();
    await chain.mine({ timestamp: Number(timestamp) + 1 + Math.floor(Math.random() * 20) });
    previous = account;
  }

  return {
    chain,
    mineBlock,
    async mineBlocks(count) {
      for (let block = 0; block < count; block++) await mineBlock();
    },
  };
}
