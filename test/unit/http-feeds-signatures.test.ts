import { describe, expect, it } from "vitest";
import { parseHermes } from "../../src/api/http-feeds/parse-hermes.ts";
import { verifyPythUpdate } from "../../src/api/http-feeds/verify-pyth-update.ts";
import { realHermesAnswer, realPriceId, realPythSigners } from "../support/real-hermes-answer.ts";

const update = `0x${realHermesAnswer.binary.data[0]}` as const;
const nowSeconds = 1_708_363_256;
const verify = (change: Partial<Parameters<typeof verifyPythUpdate>[0]> = {}) =>
  verifyPythUpdate({ update, signers: realPythSigners, nowSeconds, ...change });

/** The update with one hexadecimal digit another one. */
function altered(at: number): `0x${string}` {
  const digit = update[at] === "0" ? "1" : "0";
  return `${update.slice(0, at)}${digit}${update.slice(at + 1)}` as `0x${string}`;
}

describe("a signed update of Pyth", () => {
  it("says what Hermes says of it, and proves each price by itself", () => {
    const [price, ...others] = verify();
    expect(others).toEqual([]);
    expect(price).toEqual({
      priceId: realPriceId,
      price: 5190075917635n,
      confidence: 2661582364n,
      exponent: -8,
      publishTimeSeconds: 1708363256,
      update,
    });
  });

  it("is refused with any digit of its price, its proof, its root or a signature changed", () => {
    const messageAt = update.indexOf(realPriceId.slice(2));
    const priceAt = update.indexOf("000004b868a1a543");
    const rootAt = update.indexOf("b939e515de35dd00cf7f");
    for (const at of [messageAt, priceAt + 15, rootAt, update.length - 1, 60]) {
      expect(() => verify({ update: altered(at) }), `digit ${at}`).toThrow();
    }
  });

  it("is refused of other signers, another emitter, too few signatures or a part of it", () => {
    const refused = (signers: Partial<typeof realPythSigners & { quorum: number }>) =>
      expect(() => verify({ signers: { ...realPythSigners, ...signers } as never }));
    refused({ addresses: realPythSigners.addresses.toReversed() as never }).toThrow(/signature/);
    refused({ guardianSetIndex: 4 as never }).toThrow(/guardian set/);
    refused({ quorum: 14 as never }).toThrow(/14 of 19/);
    refused({ emitterChain: 1 as never }).toThrow(/emitter/);
    refused({ emitterAddress: `0x${"00".repeat(32)}` as never }).toThrow(/emitter/);
    for (const length of [2, 10, 40, 400, update.length - 2]) {
      expect(() => verify({ update: update.slice(0, length) as never }), `${length}`).toThrow();
    }
    expect(() => verify({ update: `${update}00` })).toThrow(/too many/);
  });

  it("counts, not what the service says beside it", () => {
    const lie = structuredClone(realHermesAnswer);
    lie.parsed[0]!.price.price = "1";
    const source = { kind: "hermes", priceId: realPriceId, trust: "signatures" } as const;
    const read = (answer: unknown) =>
      parseHermes({
        body: JSON.stringify(answer),
        sources: [source],
        signers: realPythSigners,
        nowSeconds,
      });
    expect(read(lie)).toEqual({
      values: [
        {
          feedKey: `hermes/signatures/${realPriceId}`,
          rawValue: 5190075917635n,
          decimals: 8,
          rawConfidence: 2661582364n,
          statedConfidenceBps: null,
          sourceTimeSeconds: 1708363256,
          signedUpdate: update,
        },
      ],
      rejected: [],
    });
    const forged = structuredClone(realHermesAnswer);
    forged.binary.data[0] = altered(60).slice(2);
    expect(read(forged)).toMatchObject({ values: [], rejected: [{ code: "unverified" }] });
    expect(read({ parsed: lie.parsed })).toMatchObject({ rejected: [{ code: "absent" }] });
  });
});
