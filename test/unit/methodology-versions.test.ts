import { describe, expect, it } from "vitest";
import { mainnetNetwork } from "../../config/mainnet/mainnet-network.ts";
import { methodologyText } from "../../src/api/methodology/hash-methodology.ts";
import type { HashedMethodology } from "../../src/api/methodology/methodology.ts";
import { parseMethodology } from "../../src/api/methodology/parse-methodology.ts";
import { readMethodology } from "../../src/api/methodology/read-methodology.ts";
import { type MethodologyVersion, versionAt } from "../../src/api/methodology/version-at.ts";
import { oracleAdapters } from "../../src/oracles/adapters.ts";
import { MAINNET_ENVIRONMENT } from "../support/mainnet/mainnet-environment.ts";
import { makeNetwork } from "../support/pricing/make-network.ts";

const feedKinds = new Set(Object.keys(oracleAdapters));

describe("parseMethodology", () => {
  it.each([
    ["devnet", readMethodology(makeNetwork())],
    ["mainnet", readMethodology(mainnetNetwork(MAINNET_ENVIRONMENT))],
  ])("gives back the methodology of the %s from its text", (_, methodology: HashedMethodology) => {
    const { hash } = methodology;
    const text = methodologyText(methodology);
    expect(parseMethodology({ text, hash, feedKinds })).toEqual(methodology);
  });

  const methodology = readMethodology(makeNetwork());
  const { hash } = methodology;

  it("refuses a text that is not what the hash names", () => {
    const text = methodologyText(methodology).replace('"haircutBps":', '"haircutBps":1');
    expect(() => parseMethodology({ text, hash, feedKinds })).toThrow(
      `${hash} cannot be used by this release. Its text has another hash.`,
    );
  });

  it("refuses feeds that this release cannot read, and names them", () => {
    const text = methodologyText(methodology);
    expect(() => parseMethodology({ text, hash, feedKinds: new Set(["chainlink"]) })).toThrow(
      /Feed pyth:\S+ is of an unknown kind pyth\./,
    );
  });
});

describe("versionAt", () => {
  const version = (sequence: number, from: bigint | null): MethodologyVersion => ({
    sequence,
    hash: `0x${sequence}`,
    activationBlockNumber: from,
  });

  it("is the first until a later one is active", () => {
    const versions = [version(1, null), version(2, 10n)];
    expect(versionAt(versions, -1n)?.sequence).toBe(1);
    expect(versionAt(versions, 9n)?.sequence).toBe(1);
    expect(versionAt(versions, 10n)?.sequence).toBe(2);
  });

  it("is what was registered last of those that are active, also where it is active earlier", () => {
    const versions = [version(3, 8n), version(1, null), version(2, 10n)];
    expect(versionAt(versions, 7n)?.sequence).toBe(1);
    expect(versionAt(versions, 12n)?.sequence).toBe(3);
  });

  it("is none before anything is registered", () => {
    expect(versionAt([], 5n)).toBeNull();
  });
});
