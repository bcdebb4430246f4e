import { bytesToHex, type Hex, hexToBytes, keccak256, toHex } from "viem";
import { describe, expect, it } from "vitest";
import { decodeLeaf } from "../../src/api/attestation/leaf.ts";
import { parseVaa } from "../../src/api/attestation/parse-vaa.ts";
import { recoverAddress } from "../../src/api/attestation/recover-address.ts";
import { decodeRootPayload } from "../../src/api/attestation/root-payload.ts";
import { checkAttestedAccount } from "../../web/src/lib/proof/check-attested-account.ts";
import { type ProofEvidence, readEvidence } from "../../web/src/lib/proof/proof-evidence.ts";
import { PROOF_STEPS } from "../../web/src/lib/proof/proof-step.ts";
import {
  readAddress,
  readGuardians,
  type TrustedSigners,
} from "../../web/src/lib/proof/trusted-signers.ts";
import {
  flipBit,
  madeEmitter,
  madeGuardians,
  madeSigners,
  makeSignedEvidence,
  signPayload,
} from "../support/make-signed-evidence.ts";
import { guardianSet3, realVaa } from "../support/real-vaa.ts";
import { readSharedJson } from "../support/shared-file.ts";

const rules = { version: "1", network: "devnet", haircutBps: 500, feeds: ["b", "a"] };
/** keccak-256 of the rules written by hand: keys sorted, no white space. */
const rulesHash = keccak256(
  toHex('{"feeds":["b","a"],"haircutBps":500,"network":"devnet","version":"1"}'),
);
const evidence = makeSignedEvidence({ configHash: rulesHash });
const account = { address: `0x${"3".padStart(40, "0")}` as const, chainId: undefined };
const trusted: TrustedSigners = {
  guardianSetIndex: 0,
  guardians: madeGuardians.map(({ address }) => address.toLowerCase() as Hex),
  expiresAt: null,
  ...{ emitterChain: 65001, emitter: madeEmitter },
};
const VALID_UNTIL = 1_700_000_720;

type Changes = Partial<Parameters<typeof checkAttestedAccount>[0]>;
const check = (changes: Changes = {}) =>
  checkAttestedAccount({
    ...{ evidence, asked: { epoch: "42", account }, trusted, methodology: rules },
    ...{ nowSeconds: VALID_UNTIL, recover: recoverAddress },
    ...changes,
  });
const verdicts = (changes?: Changes) =>
  Object.fromEntries(
    check(changes)
      .steps.filter(({ verdict }) => verdict !== "holds")
      .map(({ id, verdict }) => [id, verdict]),
  );
/** The evidence after a change of it. */
function changed(change: (copy: ProofEvidence) => unknown): ProofEvidence {
  const copy = structuredClone(evidence) as ProofEvidence;
  change(copy);
  return copy;
}
const other = (text: string) => text.replace(/[0-9]/, (digit) => String((Number(digit) + 1) % 10));

describe("an attested account's proof", () => {
  it("holds in every step, with what the signed bytes say", () => {
    const proof = check();
    expect(proof.steps.map(({ id }) => id)).toEqual(PROOF_STEPS);
    expect(verdicts()).toEqual({});
    expect(proof.holds).toBe(true);
    // On each of two chains 3000 and 10^-18 collateral, 300 and 10^-18 debt: down, and up.
    expect(proof.leaf).toMatchObject({ value: 5_400_00000000n, gross: 6_000_00000000n });
    expect(proof.leaf?.debt).toBe(600_00000001n);
    expect(proof.root).toMatchObject({ epoch: 42n, leafCount: 8 });
  });

  it("holds with the recovery of a browser", () => {
    expect(verdicts({ recover: undefined })).toEqual({});
  });

  it("holds for a contract's line of one chain, and not for the same line of another", () => {
    const contract = `0x${"7".padStart(40, "0")}` as const;
    const ofBeta = makeSignedEvidence({
      ...{ configHash: rulesHash, address: contract, chainId: 31338 },
    });
    const asked = (chainId: number | undefined) => ({
      epoch: "42",
      account: { address: contract, chainId },
    });
    expect(verdicts({ evidence: ofBeta, asked: asked(31338) })).toEqual({});
    expect(verdicts({ evidence: ofBeta, asked: asked(31337) })).toEqual({ leaf: "fails" });
    expect(verdicts({ evidence: ofBeta, asked: asked(undefined) })).toEqual({ leaf: "fails" });
  });

  it("finds a change of the VAA at any place", { timeout: 30_000 }, () => {
    const { vaa } = evidence.attestation.signature!;
    const length = (vaa.length - 2) / 2;
    const signatures = { from: 6, to: 6 + 66 * 13 };
    for (let offset = 0; offset < length; offset += 1) {
      // Of the signatures every seventh byte: there are many, and each takes thirteen recoveries.
      if (offset >= signatures.from && offset < signatures.to && offset % 7 !== 0) continue;
      const tampered = changed((copy) => {
        copy.attestation.signature!.vaa = flipBit(vaa, offset);
      });
      expect(check({ evidence: tampered }).holds, `byte ${offset}`).toBe(false);
    }
  });

  it("finds a change of any byte of the leaf", () => {
    for (let offset = 0; offset < 128; offset += 1) {
      const tampered = changed((copy) => {
        copy.leaf.bytes = flipBit(copy.leaf.bytes, offset);
      });
      expect(check({ evidence: tampered }).holds, `byte ${offset}`).toBe(false);
    }
  });
});

describe("each tampered part fails at its own step", () => {
  const cases: [what: string, (copy: ProofEvidence) => unknown, failing: Record<string, string>][] =
    [
      ["the digest", (it) => mutate(it.attestation.signature!, "digest"), { digest: "fails" }],
      ["the epoch answered", (it) => mutate(it.attestation, "epoch"), { statement: "fails" }],
      ["the root answered", (it) => mutate(it.attestation, "root"), { statement: "fails" }],
      ["the payload answered", (it) => mutate(it.attestation, "payload"), { statement: "fails" }],
      ["the total answered", (it) => mutate(it.attestation.total, "raw"), { statement: "fails" }],
      ["a block", (it) => mutate(it.attestation.blocks[1]!, "hash"), { statement: "fails" }],
      [
        "the hash of the rules",
        (it) => mutate(it.attestation.methodology, "hash"),
        { statement: "fails" },
      ],
      [
        "the end of validity",
        (it) => Object.assign(it.attestation, { validUntil: VALID_UNTIL + 1 }),
        { statement: "fails" },
      ],
      ["the value", (it) => mutate(it.leaf.value, "raw"), { figures: "fails" }],
      ["the debt", (it) => Object.assign(it.leaf, { debt: null }), { figures: "fails" }],
      ["the flags", (it) => Object.assign(it.leaf, { flags: [] }), { figures: "fails" }],
      [
        "a hash of the proof",
        (it) => Object.assign(it.proof, { 1: flipBit(it.proof[1]!, 3) }),
        { proof: "fails" },
      ],
      ["the length of the proof", (it) => it.proof.pop(), { proof: "fails" }],
      ["the order of the proof", (it) => it.proof.reverse(), { proof: "fails" }],
      [
        "the leaf's place",
        (it) => Object.assign(it.leaf, { index: it.leaf.index + 1 }),
        { proof: "fails" },
      ],
      [
        "a position's amount",
        (it) => mutate(it.breakdown[0]!, "amountRaw"),
        { breakdown: "fails" },
      ],
      [
        "a position's market",
        (it) => mutate(it.breakdown[0]!, "marketId", "aave-v3:x"),
        { breakdown: "fails" },
      ],
      [
        "a position's haircut",
        (it) => Object.assign(it.breakdown[0]!, { haircutBps: 1 }),
        { breakdown: "fails" },
      ],
      ["a position left out", (it) => it.breakdown.pop(), { breakdown: "fails" }],
      ["no position at all", (it) => Object.assign(it, { breakdown: [] }), { breakdown: "fails" }],
    ];
  it.each(cases)("%s", (_, change, failing) => {
    const tampered = changed(change);
    expect(verdicts({ evidence: tampered })).toEqual(failing);
    expect(check({ evidence: tampered }).holds).toBe(false);
  });

  it("a leaf of a higher value, with figures to match", () => {
    const tampered = changed((copy) => {
      const bytes = hexToBytes(copy.leaf.bytes as Hex);
      bytes[50]! += 1;
      copy.leaf.bytes = bytesToHex(bytes);
      copy.leaf.value.raw = decodeLeaf(bytes).value.toString();
    });
    expect(verdicts({ evidence: tampered })).toEqual({ proof: "fails" });
  });

  it("an account or an epoch that was not asked for", () => {
    const somebody = { address: `0x${"4".padStart(40, "0")}` as const, chainId: undefined };
    expect(verdicts({ asked: { epoch: "42", account: somebody } })).toEqual({ leaf: "fails" });
    expect(verdicts({ asked: { epoch: "41", account } })).toEqual({ statement: "fails" });
  });

  it("other rules than those that are signed", () => {
    expect(verdicts({ methodology: { ...rules, haircutBps: 0 } })).toEqual({
      methodology: "fails",
    });
    expect(verdicts({ methodology: null })).toEqual({ methodology: "warns" });
    expect(check({ methodology: null }).holds).toBe(true);
  });

  it("a message of another emitter, of another chain, or of nobody's root", () => {
    const { payload } = evidence.attestation;
    const signed = (signature: { vaa: Hex; digest: Hex }) =>
      verdicts({
        evidence: changed((copy) => Object.assign(copy.attestation.signature!, signature)),
      });
    expect(signed(signPayload(payload as Hex))).toEqual({});
    expect(signed(signPayload(payload as Hex, { emitter: `0x${"e2".repeat(20)}` }))).toEqual({
      emitter: "fails",
    });
    expect(signed(signPayload(payload as Hex, { emitterChainId: 65002 }))).toEqual({
      emitter: "fails",
    });
    expect(signed(signPayload("0x5043"))).toEqual({
      ...{ payload: "fails", statement: "unreached", methodology: "unreached" },
      ...{ validity: "unreached", proof: "unreached" },
    });
  });

  it("too few signatures, and a message that is not signed", () => {
    const twelve = signPayload(evidence.attestation.payload as Hex, {
      signers: madeSigners.slice(1),
    });
    const signedByTwelve = changed((copy) => Object.assign(copy.attestation.signature!, twelve));
    expect(verdicts({ evidence: signedByTwelve })).toEqual({ quorum: "fails" });
    const unsigned = changed((copy) => {
      copy.attestation.signature = null;
    });
    expect(verdicts({ evidence: unsigned })).toMatchObject({
      ...{ message: "fails", digest: "unreached", signatures: "unreached", proof: "unreached" },
    });
    expect(check({ evidence: unsigned }).holds).toBe(false);
  });

  it("one guardian counted thirteen times, or out of order", () => {
    const { vaa } = evidence.attestation.signature!;
    const record = vaa.slice(2 + 12, 2 + 12 + 132);
    const doubled = changed((copy) => {
      copy.attestation.signature!.vaa =
        `${vaa.slice(0, 14)}${record.repeat(13)}${vaa.slice(14 + 132 * 13)}`;
    });
    expect(verdicts({ evidence: doubled })).toEqual({ order: "fails" });
  });
});

describe("the reader's own guardians", () => {
  it("decide: another guardian at one place fails its signature alone", () => {
    const guardians = [...trusted.guardians];
    guardians[4] = `0x${"99".repeat(20)}`;
    const proof = check({ trusted: { ...trusted, guardians } });
    expect(verdicts({ trusted: { ...trusted, guardians } })).toEqual({ signatures: "fails" });
    const { signatures } = proof.steps.find(({ id }) => id === "signatures")!;
    expect(signatures!.filter(({ holds }) => !holds)).toMatchObject([
      {
        guardianIndex: 4,
        guardian: `0x${"99".repeat(20)}`,
        signer: madeGuardians[4]!.address.toLowerCase(),
      },
    ]);
  });

  it("need a quorum of their own number, and their own set", () => {
    const twenty: TrustedSigners = {
      ...trusted,
      guardians: [...trusted.guardians, `0x${"99".repeat(20)}`],
    };
    // 13 of 20 is no quorum: ⌊40/3⌋ + 1 = 14.
    expect(verdicts({ trusted: twenty })).toEqual({ quorum: "fails" });
    expect(verdicts({ trusted: { ...trusted, guardianSetIndex: 1 } })).toEqual({
      "guardian-set": "fails",
    });
    expect(verdicts({ trusted: { ...trusted, guardians: [] } })).toMatchObject({
      "guardian-set": "fails",
      signatures: "fails",
    });
  });

  it("are warned of a set that was replaced, and of an attestation that expired", () => {
    const nowSeconds = VALID_UNTIL + 1;
    expect(verdicts({ nowSeconds, trusted: { ...trusted, expiresAt: VALID_UNTIL } })).toEqual({
      ...{ "in-force": "warns", validity: "warns" },
    });
    expect(check({ nowSeconds }).holds).toBe(true);
  });

  it("are read from a text, and refused where it is none", () => {
    const [first, second] = guardianSet3;
    expect(readGuardians(` ${first.toUpperCase().replace("0X", "0x")}\n${second},`)).toEqual([
      first,
      second,
    ]);
    expect(readGuardians(JSON.stringify([first, second]))).toEqual([first, second]);
    expect(readGuardians("")).toEqual([]);
    expect(() => readGuardians(`${first} 0x12`)).toThrow('"0x12" is not an address');
    expect(() => readGuardians(`${first} ${first}`)).toThrow("twice");
    expect(() => readAddress("ballast.eth")).toThrow("not an address");
  });
});

describe("bytes that others made", () => {
  const real = parseVaa(realVaa);
  const withVaa = (vaa: Uint8Array, digest: Hex) =>
    changed((copy) => {
      copy.attestation.signature = { ...copy.attestation.signature!, digest, vaa: bytesToHex(vaa) };
    });

  it("are the signatures of mainnet's guardians: good, but of no root of Ballast", () => {
    const mainnet: TrustedSigners = {
      ...{ guardianSetIndex: 3, guardians: guardianSet3, expiresAt: null },
      ...{ emitterChain: 26, emitter: madeEmitter },
    };
    expect(verdicts({ trusted: mainnet, evidence: withVaa(realVaa, real.digest) })).toEqual({
      // A 32-byte emitter of Pythnet is no address.
      ...{ emitter: "fails", payload: "fails", statement: "unreached" },
      ...{ methodology: "unreached", validity: "unreached", proof: "unreached" },
    });
  });

  it("are the shared real VAAs, each under the set that it names", ({ skip }) => {
    type Entry = { guardianSetIndex: number; hash: Hex; hex: Hex };
    const shared = readSharedJson<{
      guardianSets: Record<string, Hex[]>;
      guardianSetUpgrades: Entry[];
      ordinary: Entry[];
    }>("data/vaas.json");
    if (shared === null) return skip("shared/data/vaas.json is not present");
    for (const entry of [...shared.guardianSetUpgrades, ...shared.ordinary]) {
      const guardians = readGuardians(shared.guardianSets[entry.guardianSetIndex]!.join("\n"));
      const found = verdicts({
        evidence: withVaa(hexToBytes(entry.hex), entry.hash),
        trusted: { ...trusted, guardians, guardianSetIndex: entry.guardianSetIndex },
      });
      expect(found).toMatchObject({ emitter: "fails", payload: "fails" });
      for (const step of ["message", "digest", "guardian-set", "quorum", "order", "signatures"]) {
        expect(found, entry.hash).not.toHaveProperty(step);
      }
    }
  });

  it("are the golden leaf and proof under the golden root", ({ skip }) => {
    const golden = readSharedJson<{ leaves: Hex[]; proofOfIndex3: Hex[]; rootPayload: Hex }>(
      "vectors/uca1-golden.json",
    );
    if (golden === null) return skip("shared/vectors/uca1-golden.json is not present");
    const root = decodeRootPayload(hexToBytes(golden.rootPayload));
    const copy = changed((it) => {
      Object.assign(it.attestation.signature!, signPayload(golden.rootPayload));
      it.leaf.bytes = golden.leaves[3]!;
      it.leaf.index = 3;
      it.proof = golden.proofOfIndex3;
    });
    const proof = check({
      evidence: copy,
      asked: { epoch: "42", account: { address: `0x${"04".repeat(20)}`, chainId: undefined } },
    });
    expect(proof.root).toEqual(root);
    const holding = proof.steps.filter(({ verdict }) => verdict === "holds").map(({ id }) => id);
    expect(holding).toEqual(
      expect.arrayContaining(["signatures", "emitter", "payload", "leaf", "proof"]),
    );
  });
});

describe("evidence that somebody pastes", () => {
  it("is the answer of the account's route", () => {
    expect(readEvidence(JSON.stringify(evidence))).toEqual(JSON.parse(JSON.stringify(evidence)));
  });

  it.each([
    ["", "not JSON"],
    ["[]", "the evidence is not an object"],
    ["{}", "account is not an object"],
    [JSON.stringify({ ...evidence, proof: "0x" }), "proof is not a list"],
    [JSON.stringify({ ...evidence, breakdown: [null] }), "breakdown[0] is not an object"],
  ])("is refused where its form is another: %#", (text, message) => {
    expect(() => readEvidence(text)).toThrow(message);
  });

  it("never breaks the check by what is in it", () => {
    const odd = changed((copy) => {
      copy.leaf.bytes = "0xzz";
      copy.proof = ["0x", "hello"];
      copy.attestation.signature!.vaa = "nothing";
      copy.breakdown[0]!.amountRaw = "1.5";
    });
    expect(check({ evidence: odd }).holds).toBe(false);
  });
});

function mutate<Key extends string>(target: Record<Key, string>, key: Key, value?: string): void {
  target[key] = value ?? other(target[key]);
}
