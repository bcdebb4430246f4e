import { type Hex, hexToBytes } from "viem";
import { describe, expect, it } from "vitest";
import { type GuardianSet, guardianQuorum } from "../../src/api/attestation/check-vaa.ts";
import { parseVaa } from "../../src/api/attestation/parse-vaa.ts";
import { loadNativeRecoverAddress } from "../../src/api/attestation/recover-address.ts";
import { recoverAddressPortable } from "../../src/api/attestation/recover-address-portable.ts";
import { verifyVaa } from "../../src/api/attestation/verify-vaa.ts";
import { guardianSet3, realVaa } from "../support/real-vaa.ts";
import { readSharedJson } from "../support/shared-file.ts";

type SharedVaas = {
  guardianSets: Record<string, Hex[]>;
  guardianSetUpgrades: { name: string; guardianSetIndex: number; hash: Hex; hex: Hex }[];
  ordinary: {
    source: string;
    guardianSetIndex: number;
    emitterChain: number;
    emitterAddress: Hex;
    sequence: string;
    timestamp: number;
    consistencyLevel: number;
    payloadLength: number;
    hash: Hex;
    hex: Hex;
  }[];
};

const set: GuardianSet = { index: 3, addresses: guardianSet3, expirationTimeSeconds: 0 };
const verify = (bytes: Uint8Array, guardianSet = set) =>
  verifyVaa({ bytes, guardianSet, nowSeconds: 1_700_000_000 });
/** The bytes with one signature record (66 bytes from 6 on) edited. */
function withSignatures(edit: (records: Uint8Array[]) => Uint8Array[]): Uint8Array {
  const records = Array.from({ length: 13 }, (_, i) => realVaa.slice(6 + 66 * i, 72 + 66 * i));
  const edited = edit(records);
  return new Uint8Array(
    Buffer.concat([
      realVaa.subarray(0, 5),
      Uint8Array.of(edited.length),
      ...edited,
      realVaa.subarray(6 + 66 * 13),
    ]),
  );
}
const curveOrder = BigInt("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

describe("a real VAA of mainnet", () => {
  it("is read field by field and verifies against its set", () => {
    const vaa = verify(realVaa);
    expect(vaa).toMatchObject({
      guardianSetIndex: 3,
      emitterChain: 26,
      emitterAddress: "0xe101faedac5851e32b9b23b5f9411a8c2bac4aae3ed4dd7b811dd1a72ea4aa71",
      sequence: 48661630n,
      consistencyLevel: 1,
    });
    expect(vaa.signatures).toHaveLength(13);
    expect(Buffer.from(vaa.payload.subarray(0, 4)).toString()).toBe("AUWV");
  });

  it("is refused with any bit of its body changed", () => {
    const bodyStart = 6 + 66 * 13;
    for (let offset = bodyStart; offset < realVaa.length; offset += 1) {
      const tampered = realVaa.slice();
      tampered[offset]! ^= 1;
      expect(() => verify(tampered)).toThrow("The signature of guardian");
    }
  });

  it("is refused by each rule of the core contract", () => {
    expect(() => verify(withSignatures((all) => all.slice(1)))).toThrow("12 signatures: 13 of 19");
    expect(() => verify(withSignatures((all) => all.map(() => all[0]!)))).toThrow("not ascend");
    expect(() => verify(withSignatures((all) => [...all].reverse()))).toThrow("not ascend");
    const outside = withSignatures((all) =>
      all.map((record, i) => (i === 12 ? Uint8Array.of(19, ...record.subarray(1)) : record)),
    );
    expect(() => verify(outside)).toThrow("index 19 is outside a set of 19");
    for (const recovery of [2, 3, 27, 28, 255]) {
      const other = withSignatures((all) =>
        all.map((record, i) =>
          i === 0 ? Uint8Array.of(...record.subarray(0, 65), recovery) : record,
        ),
      );
      expect(() => verify(other)).toThrow("The signature of guardian");
    }
    expect(() => verify(realVaa, { ...set, index: 4 })).toThrow("names guardian set 3");
    expect(() => verify(realVaa, { ...set, addresses: [] })).toThrow("empty");
    expect(() => verify(realVaa, { ...set, expirationTimeSeconds: 1_699_999_999 })).toThrow(
      "expired at 1699999999",
    );
    expect(verify(realVaa, { ...set, expirationTimeSeconds: 1_700_000_000 })).toBeDefined();
    expect(() => verify(Uint8Array.of(2, ...realVaa.subarray(1)))).toThrow("version 2");
    expect(() => parseVaa(realVaa.subarray(0, 6 + 66 * 13 + 50))).toThrow("too short");
    expect(() => parseVaa(Uint8Array.of())).toThrow("too short");
  });

  it("keeps its digest with the high-s twin of a signature, which the core accepts too", () => {
    const twin = withSignatures((all) =>
      all.map((record) => {
        const s = curveOrder - BigInt(`0x${Buffer.from(record.subarray(33, 65)).toString("hex")}`);
        return Uint8Array.of(
          ...record.subarray(0, 33),
          ...hexToBytes(`0x${s.toString(16).padStart(64, "0")}`),
          record[65]! ^ 1,
        );
      }),
    );
    expect(twin).not.toEqual(realVaa);
    expect(verify(twin).digest).toBe(verify(realVaa).digest);
  });
});

it("asks more than two thirds of the guardians", () => {
  const sizes = [1, 2, 3, 4, 5, 6, 7, 18, 19, 20];
  expect(sizes.map(guardianQuorum)).toEqual([1, 2, 3, 3, 4, 5, 5, 13, 13, 14]);
});

describe("recovery", () => {
  it("gives the same address natively and portably, for good and bad input", ({ skip }) => {
    const native = loadNativeRecoverAddress();
    if (native === null) return skip("no native secp256k1 for this platform");
    const vaa = parseVaa(realVaa);
    const digest = hexToBytes(vaa.digest);
    const zero = new Uint8Array(64);
    const inputs = vaa.signatures.flatMap(({ signature }) => [
      { digest, signature, recovery: 0 },
      { digest, signature, recovery: 1 },
      { digest, signature, recovery: 2 },
      { digest, signature: signature.slice().reverse(), recovery: 0 },
      { digest, signature: zero, recovery: 0 },
      { digest, signature: zero.slice().fill(255), recovery: 1 },
    ]);
    expect(inputs.map(native)).toEqual(inputs.map(recoverAddressPortable));
    expect(inputs.map(native).some((address) => address !== null)).toBe(true);
  });
});

describe("the shared real VAAs", () => {
  it("verify against the sets they name, with the core's hash", ({ skip }) => {
    const shared = readSharedJson<SharedVaas>("data/vaas.json");
    if (shared === null) return skip("shared/data/vaas.json is not present");
    const check = (entry: { guardianSetIndex: number; hash: Hex; hex: Hex }) => {
      const index = entry.guardianSetIndex;
      const addresses = shared.guardianSets[index]!;
      const vaa = verify(hexToBytes(entry.hex), { index, addresses, expirationTimeSeconds: 0 });
      expect(vaa.digest).toBe(entry.hash);
      return vaa;
    };
    for (const entry of shared.guardianSetUpgrades) check(entry);
    for (const entry of shared.ordinary) {
      const vaa = check(entry);
      expect(vaa.emitterChain).toBe(entry.emitterChain);
      expect(vaa.emitterAddress).toBe(entry.emitterAddress);
      expect(vaa.sequence).toBe(BigInt(entry.sequence));
      expect(vaa.timestampSeconds).toBe(entry.timestamp);
      expect(vaa.consistencyLevel).toBe(entry.consistencyLevel);
      expect(vaa.payload).toHaveLength(entry.payloadLength);
    }
  });
});
