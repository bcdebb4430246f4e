import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getContractAddress, type Hex, parseAbi } from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileSolidity } from "../../devnet/solidity/compile-solidity.ts";
import { linkBytecode } from "../../devnet/solidity/link-bytecode.ts";
import { startTestChain } from "../support/start-test-chain.ts";

const pragma = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.28;\n";
const counter = (step: number) =>
  `${pragma}library Step { function next(uint256 x) external pure returns (uint256) { return x + ${step}; } }`;

describe("compileSolidity", () => {
  let cacheDirectory: string;
  beforeAll(async () => {
    cacheDirectory = await mkdtemp(join(tmpdir(), "ballast-solidity-"));
  });
  afterAll(() => rm(cacheDirectory, { recursive: true }));

  async function compile(files: Record<string, string>, body: string) {
    const log: string[] = [];
    const artifacts = await compileSolidity({
      sources: { "Main.sol": `${pragma}import {Step} from "lib/Step.sol";\n${body}` },
      contracts: ["Main.sol:Main", ...("lib/Step.sol" in files ? ["lib/Step.sol:Step"] : [])],
      resolveImport: (path) => files[path],
      settings: { evmVersion: "shanghai", optimizer: { enabled: true, runs: 200 } },
      cacheDirectory,
      log: (message) => log.push(message),
    });
    return { artifacts, log };
  }
  const main =
    "contract Main { function two() external pure returns (uint256) { return Step.next(1); } }";

  test("compiles once, and again when an imported file has changed", async () => {
    const first = await compile({ "lib/Step.sol": counter(1) }, main);
    expect(first.log).toEqual([
      "compiling Main, Step with solc 0.8.30, once",
      expect.stringMatching(/^compiled Main, Step in \d+\.\d s$/),
    ]);
    const second = await compile({ "lib/Step.sol": counter(1) }, main);
    expect(second.log).toEqual([]);
    expect(second.artifacts).toEqual(first.artifacts);
    const changed = await compile({ "lib/Step.sol": counter(2) }, main);
    expect(changed.log).toHaveLength(2);
    expect(changed.artifacts["lib/Step.sol:Step"]?.bytecode).not.toBe(
      first.artifacts["lib/Step.sol:Step"]?.bytecode,
    );
  });

  test("names what is wrong in the compiler's words", async () => {
    const wrong = compile({ "lib/Step.sol": counter(1) }, "contract Main { uint256 x = true; }");
    await expect(wrong).rejects.toMatchObject({
      code: "solidity-compilation",
      message: expect.stringMatching(/TypeError.*bool.*uint256.*Main\.sol:4/s),
    });
    await expect(compile({}, main)).rejects.toThrow("lib/Step.sol is not among the given files");
    await expect(
      compile({ "lib/Step.sol": counter(1) }, "abstract contract Main {}"),
    ).rejects.toMatchObject({ code: "solidity-contract-missing" });
  });

  test("leaves the process's error listeners alone", async () => {
    const listeners = () =>
      (["uncaughtException", "unhandledRejection"] as const).map((event) =>
        process.listenerCount(event),
      );
    const before = listeners();
    await compile({ "lib/Step.sol": counter(3) }, main);
    expect(listeners()).toEqual(before);
  });

  test("code that is linked calls its library", async () => {
    const { artifacts } = await compile({ "lib/Step.sol": counter(41) }, main);
    const artifact = artifacts["Main.sol:Main"]!;
    const chain = await startTestChain({ chainId: 71_008, genesisTimestamp: 1_800_000_000 });
    try {
      const library = await chain.deploy({ artifact: artifacts["lib/Step.sol:Step"]!, args: [] });
      const bytecode: Hex = linkBytecode({ artifact, libraries: { Step: library } });
      const address = await chain.deploy({ artifact: { ...artifact, bytecode }, args: [] });
      expect(address).toBe(getContractAddress({ from: chain.deployer.address, nonce: 1n }));
      expect(
        await chain.client.readContract({
          address,
          abi: parseAbi(["function two() view returns (uint256)"]),
          functionName: "two",
        }),
      ).toBe(42n);
      expect(() => linkBytecode({ artifact, libraries: {} })).toThrow("lib/Step.sol:Step");
    } finally {
      await chain.stop();
    }
  });
});
