import { describe, expect, it } from "vitest";
import { evaluationTimeSeconds } from "../../src/core/block-vector.ts";
import {
  assetCaip19,
  chainCaip2,
  parseAccountId,
  parseAssetCaip19,
  parseChainCaip2,
} from "../../src/core/identifiers.ts";

/** From EIP-55: mixed-case, all upper and all lower. */
const EIP55 = [
  "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
  "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
  "0x52908400098527886E0F7030069857D2E4169EE7",
  "0xde709f2102306220921060314715629080e2fb77",
];

describe("parseAccountId", () => {
  it.each(EIP55)("reads %s as an account on every chain, in lower case", (text) => {
    expect(parseAccountId(text)).toEqual({ address: text.toLowerCase(), chainId: undefined });
  });

  it("reads the CAIP-10 example as an account on one chain", () => {
    expect(parseAccountId("eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb")).toEqual({
      address: "0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb",
      chainId: 1,
    });
  });

  it.each([
    ["a wrong checksum", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"],
    ["a wrong checksum in CAIP-10", "eip155:1:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"],
    ["too short", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe"],
    ["no prefix", "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"],
    ["an ENS name", "vitalik.eth"],
    ["another namespace", "cosmos:cosmoshub-3:cosmos1t2uflqwqe0fsj0shcfkrvpukewcw40yjj6hdc0"],
    ["a chain id of 0", "eip155:0:0xde709f2102306220921060314715629080e2fb77"],
    ["a chain id with a leading zero", "eip155:01:0xde709f2102306220921060314715629080e2fb77"],
    ["white space", " 0xde709f2102306220921060314715629080e2fb77"],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(() => parseAccountId(text)).toThrow(
      expect.objectContaining({ code: "malformed-account" }),
    );
  });
});

describe("chains and assets", () => {
  it("writes and reads CAIP-2 and CAIP-19", () => {
    const dai = "0x6B175474E89094C44Da98b954EedeAC495271d0F";
    expect(chainCaip2(8453)).toBe("eip155:8453");
    expect(parseChainCaip2("eip155:8453")).toBe(8453);
    expect(assetCaip19(1, dai)).toBe(`eip155:1/erc20:${dai.toLowerCase()}`);
    expect(parseAssetCaip19(`eip155:1/erc20:${dai}`)).toEqual({
      chainId: 1,
      token: dai.toLowerCase(),
    });
  });

  it.each(["eip155:", "eip155:1x", "1", "bip122:000000000019d6689c085ae165831e93", "eip155:-1"])(
    "refuses the chain %s",
    (text) => {
      expect(() => parseChainCaip2(text)).toThrow(
        expect.objectContaining({ code: "malformed-chain" }),
      );
    },
  );

  it("refuses a chain id that a number cannot hold exactly", () => {
    expect(() => parseChainCaip2("eip155:9999999999999999")).toThrow("not a chain identifier");
  });

  it.each([
    "eip155:1/slip44:60",
    "eip155:1/erc20:0x6B175474E89094C44Da98b954EedeAC495271d0f",
    "eip155:1/erc721:0x06012c8cf97bead5deae237070f9587f8e7a266d/771769",
  ])("refuses the asset %s", (text) => {
    expect(() => parseAssetCaip19(text)).toThrow(
      expect.objectContaining({ code: "malformed-asset" }),
    );
  });
});

describe("evaluationTimeSeconds", () => {
  const block = (chainId: number, timestampSeconds: number) =>
    [chainId, { chainId, number: 1n, hash: "0x00", timestampSeconds }] as const;

  it("is the newest block time, whichever chain it is on", () => {
    expect(evaluationTimeSeconds(new Map([block(1, 100), block(2, 300), block(3, 200)]))).toBe(300);
  });

  it("does not exist without a chain", () => {
    expect(() => evaluationTimeSeconds(new Map())).toThrow("at least one chain");
  });
});
