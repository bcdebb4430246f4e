import { fileURLToPath } from "node:url";
import type { SoliditySettings } from "./compile-solidity.ts";

/** Where compilations are kept, ignored by git. */
export const solidityCacheDirectory = fileURLToPath(
  new URL("../../.cache/solidity", import.meta.url),
);

/** For the contracts of others that come as sources, and for helpers of the local chains. */
export const testSoliditySettings: SoliditySettings = {
  evmVersion: "shanghai",
  optimizer: { enabled: true, runs: 200 },
};
