/*
 * npm run example:bridge -- [--account 0x…] [--usd 1000] [--manifest PATH]: a bridge that checks an
 * attestation before it mints. It believes the API nothing: guardians, emitter and methodologies are
 * what the target chain's own contracts say. It ends with 0 where it mints and with 1 where it does not.
 */
import { parseArgs } from "node:util";
import { type Address, createPublicClient, type Hex, hexToBytes, http } from "viem";
import { attestationReceiverAbi } from "../abis/attestation-receiver.ts";
import { wormholeCoreAbi } from "../abis/wormhole-core.ts";
import { answerOf, createBallastClient } from "../client/index.ts";
import { readManifest } from "../config/network.ts";
import { padAddress } from "../src/api/attestation/breakdown.ts";
import { ATTESTATION_FLAGS, decodeLeaf } from "../src/api/attestation/leaf.ts";
import { verifyMerkleProof } from "../src/api/attestation/merkle-tree.ts";
import { parseVaa } from "../src/api/attestation/parse-vaa.ts";
import { decodeRootPayload } from "../src/api/attestation/root-payload.ts";
import { verifyVaa } from "../src/api/attestation/verify-vaa.ts";

const { values } = parseArgs({
  options: {
    api: { type: "string", default: process.env.BALLAST_API ?? "http://127.0.0.1:42069" },
    account: { type: "string", default: "0xbcd4042de499d14e55001ccbb24a551f3b954096" },
    usd: { type: "string", default: "1000" },
    manifest: {
      type: "string",
      default: process.env.BALLAST_DEVNET_MANIFEST ?? ".data/devnet/manifest.json",
    },
  },
});
const account = values.account.toLowerCase() as Address;
const client = createBallastClient({ baseUrl: values.api });

// What the bridge is set up with: its chain, its contracts there, and who may attest.
const manifest = readManifest(values.manifest);
const chainOf = (chainId: number | undefined) =>
  manifest.chains.find((chain) => chain.chainId === chainId)!;
const source = chainOf(manifest.attestation.sourceChainId);
const target = chainOf(manifest.attestation.targetChainIds[0]);
const chain = createPublicClient({ transport: http(target.rpcUrl) });
const receiver = {
  abi: attestationReceiverAbi,
  address: target.ballast.attestationReceiver,
} as const;
const core = { abi: wormholeCoreAbi, address: target.wormhole.core } as const;

class Refusal extends Error {}
/** The target chain has got a later epoch since the newest one was asked for. */
class Outrun extends Refusal {}
function require(condition: boolean, what: string): void {
  console.log(`  ${condition ? "✓" : "✗"} ${what}`);
  if (!condition) throw new Refusal(what);
}

async function checkedValue(): Promise<bigint> {
  const { epoch, signature } = await answerOf(client.GET("/v1/attestations/latest"));
  const { leaf: line, proof } = await answerOf(
    client.GET("/v1/attestations/{epoch}/accounts/{account}", {
      params: { path: { epoch, account } },
    }),
  );
  require(signature !== null, `epoch ${epoch} is signed`);
  const bytes = hexToBytes(signature!.vaa as Hex);

  const { timestamp } = await chain.getBlock();
  const nowSeconds = Number(timestamp);
  const index = await chain.readContract({ ...core, functionName: "getCurrentGuardianSetIndex" });
  const named = parseVaa(bytes).guardianSetIndex;
  const set = await chain.readContract({ ...core, functionName: "getGuardianSet", args: [named] });
  require(set.keys.length > 0, `guardian set ${named} is known to the core (now ${index})`);
  const vaa = verifyVaa({
    ...{ bytes, nowSeconds },
    guardianSet: { index: named, addresses: set.keys, expirationTimeSeconds: set.expirationTime },
  });
  require(true, `${vaa.signatures.length} of ${set.keys.length} guardians have signed`);

  const emitter = padAddress(source.ballast.attestationEmitter);
  require(vaa.emitterChain === source.wormholeChainId &&
    vaa.emitterAddress === emitter, `the message is of Ballast's emitter on ${source.name}`);
  const root = decodeRootPayload(vaa.payload);
  require(root.epoch === BigInt(epoch), `the signed message is of epoch ${root.epoch}`);
  const lastEpoch = await chain.readContract({ ...receiver, functionName: "lastEpoch" });
  if (root.epoch < lastEpoch) throw new Outrun(`epoch ${lastEpoch} was delivered meanwhile`);
  require(true, `no later epoch was delivered (last ${lastEpoch})`);
  const allowed = await chain.readContract({
    ...{ ...receiver, functionName: "methodologyAllowed", args: [root.configHash] },
  });
  require(allowed, `the methodology ${root.configHash.slice(0, 18)}… is allowed`);
  require(nowSeconds <=
    root.validUntilSeconds, `it is valid for ${root.validUntilSeconds - nowSeconds} s more`);

  const encoded = hexToBytes(line.bytes as Hex);
  const leaf = decodeLeaf(encoded);
  require(leaf.namespace === 0 &&
    leaf.account === padAddress(account), `the leaf is of ${account}`);
  require(verifyMerkleProof({
    ...{ root: hexToBytes(root.root), leafCount: root.leafCount },
    ...{ index: line.index, leaf: encoded, proof: proof.map((hash) => hexToBytes(hash as Hex)) },
  }), `it is line ${line.index} of ${root.leafCount} under the signed root`);
  require((leaf.flags & ATTESTATION_FLAGS.stalePrice) === 0, "no price behind it is stale");

  if (lastEpoch === root.epoch) {
    const told = await chain.readContract({
      ...{ ...receiver, functionName: "valueOf" },
      args: [account, line.bytes as Hex, BigInt(line.index), proof as Hex[]],
    });
    require(told.value === leaf.value, `the receiver on ${target.name} says the same`);
  } else {
    console.log(`  – the receiver on ${target.name} does not have this epoch yet`);
  }
  return leaf.value;
}

const usd = (units: bigint) => `${(units / 10n ** 8n).toLocaleString("en")} USD`;

console.log(`May ${values.usd} USD be minted on ${target.name} for ${account}?`);
try {
  const value = await checkedValue().catch((error: unknown) => {
    if (!(error instanceof Outrun)) throw error;
    console.log(`  – ${error.message}: once more`);
    return checkedValue();
  });
  console.log(`attested: ${usd(value)} that no debt needs, after haircuts`);
  require(value >= BigInt(values.usd) * 10n ** 8n, `${usd(value)} back ${values.usd} USD`);
  console.log("MINT");
} catch (error) {
  console.log(`REFUSE: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
