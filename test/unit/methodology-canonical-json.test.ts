import { keccak256, stringToBytes } from "viem";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/api/methodology/canonical-json.ts";
import { hashMethodology } from "../../src/api/methodology/hash-methodology.ts";

describe("canonicalJson", () => {
  it("sorts keys by UTF-16 code units: the example of RFC 8785, section 3.2.3", () => {
    const text = canonicalJson({
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    });
    expect([...text.matchAll(/:"([A-Z][a-z]+)/g)].map((match) => match[1])).toEqual([
      "Carriage",
      "One",
      "Control",
      "Latin",
      "Euro",
      "Emoji",
      "Hebrew",
    ]);
  });

  it("writes bigints as strings of digits, leaves no white space and keeps the order of lists", () => {
    expect(canonicalJson({ b: [3, 1n, null, true], a: { d: -(10n ** 30n), c: 'x "y"' } })).toBe(
      '{"a":{"c":"x \\"y\\"","d":"-1000000000000000000000000000000"},"b":[3,"1",null,true]}',
    );
  });

  it.each([
    ["a fraction", 0.1],
    ["an unsafe integer", 2 ** 53],
    ["not a number", Number.NaN],
    ["nothing", undefined],
    ["a hidden nothing", { a: undefined }],
    ["a map, whose entries JSON would drop", new Map([[1, 2]])],
    ["a date", new Date(0)],
    ["a function", () => 1],
  ])("refuses %s", (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe("hashMethodology", () => {
  it("is the keccak-256 of the text, which anybody can compute", () => {
    const methodology = {
      version: "v",
      network: "devnet",
      chains: [{ wormholeChainId: 2, chainId: 1 }],
      policies: [],
      riskProfiles: [],
      prices: [],
      rates: [],
      bridgedTokens: [],
      assets: [],
      sequencers: [],
      markets: [],
      rounding: "Kurs ≥ 0",
    };
    const text =
      '{"assets":[],"bridgedTokens":[],"chains":[{"chainId":1,"wormholeChainId":2}],"markets":[],"network":"devnet","policies":[],"prices":[],"rates":[],"riskProfiles":[],"rounding":"Kurs ≥ 0","sequencers":[],"version":"v"}';
    expect(hashMethodology(methodology)).toBe(keccak256(stringToBytes(text)));
  });
});
