import { type Hex, sha256 } from "viem";
import { BallastError } from "../../src/core/ballast-error.ts";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";

/**
 * Creation code of the three contracts that make the core, with its SHA-256. It was compiled from
 * wormhole-foundation/wormhole, ethereum/contracts, with solc 0.8.4 (Apache-2.0).
 */
const contracts = {
  Setup: "0x8f0bfa83d77dcbc112c909a0cf879bdd70b5444d674e7f3c575f5276d0943f06",
  Implementation: "0x41275d2e7f6ec876bf7ba21e4a0c0fbbbbae6f0fe40cae34007c690db458ebd9",
  Wormhole: "0x17de32593875155ad7a6a7c40ecde0265deb5af64751846ac7636767dad5d4fd",
} as const satisfies Record<string, Hex>;

export type WormholeCoreBytecode = Record<keyof typeof contracts, Hex>;

const factoryFile = (name: string) => `lib/cjs/ethers-contracts/factories/${name}__factory.js`;

/**
 * The real core contract's creation code. The package that carries it is read, never installed or
 * imported: it brings 460 others and its import fails.
 * @throws BallastError `wormhole-bytecode` where a file holds other code than expected.
 */
export async function fetchWormholeCoreBytecode(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<WormholeCoreBytecode> {
  const files = await fetchPackageFiles({
    name: "@certusone/wormhole-sdk",
    version: "0.10.18",
    integrity:
      "sha512-VuN4AGB018ELkzTT/jN+yWgE6TWqXsHilxxCVWqGctzow2hKSFd8ADUhxhHigies436rS0vPvrgXi6m0J1+Ecw==",
    files: Object.keys(contracts).map(factoryFile),
    ...parameters,
  });
  const entries = Object.entries(contracts).map(([name, expected]) => {
    const source = files.get(factoryFile(name)) ?? "";
    const bytecode = /const _bytecode = "(0x[0-9a-f]+)"/.exec(source)?.[1] as Hex | undefined;
    const digest = bytecode === undefined ? "no code" : sha256(bytecode);
    if (digest !== expected) {
      throw new BallastError(`The code of ${name} has SHA-256 ${digest}, not ${expected}.`, {
        code: "wormhole-bytecode",
      });
    }
    return [name, bytecode];
  });
  return Object.fromEntries(entries);
}
