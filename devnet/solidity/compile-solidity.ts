import { createHash } from "node:crypto";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { Artifact, LinkReferences } from "./artifact.ts";
import { readCompilation, writeCompilation } from "./compilation-cache.ts";
import { compilerDigest, defaultCompilerPath, loadCompiler } from "./load-compiler.ts";

/** The part of the compiler's standard JSON `settings` that callers choose. */
export type SoliditySettings = {
  evmVersion?: string;
  optimizer?: { enabled: boolean; runs?: number };
  viaIR?: boolean;
  remappings?: readonly string[];
  metadata?: { bytecodeHash?: "none" | "ipfs" | "bzzr1"; appendCBOR?: boolean };
};

type SolidityOutput = {
  errors?: { severity: string; formattedMessage: string }[];
  contracts?: Record<
    string,
    Record<
      string,
      {
        abi: Artifact["abi"];
        evm: { bytecode: { object: string; linkReferences: LinkReferences } };
      }
    >
  >;
};

/**
 * Compiles Solidity with solc's WebAssembly build and returns the artifacts of `contracts`, keyed as
 * asked for ("path:Name"). A result is kept in `cacheDirectory` and used again as long as the
 * compiler, the settings, the sources and every imported file are the same. Compiling blocks the
 * thread for seconds; `log` is told before and after.
 *
 * @param parameters.sources Source text by path; the paths are what imports are resolved against.
 * @param parameters.resolveImport Text of an imported path that is not in `sources`.
 * @param parameters.compiler Path of a `soljson.js`; the npm package `solc` (0.8.30) by default.
 * @throws BallastError `solidity-compilation` with the compiler's own messages,
 * `solidity-contract-missing` for a contract that the sources do not hold.
 */
export async function compileSolidity(parameters: {
  sources: Readonly<Record<string, string>>;
  contracts: readonly string[];
  resolveImport: (path: string) => string | undefined;
  settings: SoliditySettings;
  compiler?: string | undefined;
  cacheDirectory: string;
  log: (message: string) => void;
}): Promise<Record<string, Artifact>> {
  const { sources, contracts, resolveImport, settings, cacheDirectory, log } = parameters;
  const compilerPath = parameters.compiler ?? defaultCompilerPath();
  const wanted = contracts.map(splitContractName);
  const input = JSON.stringify({
    language: "Solidity",
    sources: Object.fromEntries(
      Object.entries(sources).map(([path, content]) => [path, { content }]),
    ),
    settings: { ...settings, outputSelection: outputSelection(wanted) },
  });
  const key = createHash("sha256")
    .update(`${compilerDigest(compilerPath)}\n${contracts.join("\n")}\n${input}`)
    .digest("hex");
  const cached = await readCompilation({ cacheDirectory, key, resolveImport });
  if (cached !== undefined) return cached;

  const names = wanted.map(({ name }) => name).join(", ");
  const started = performance.now();
  const compiler = loadCompiler(compilerPath);
  log(`compiling ${names} with solc ${compiler.version.split("+")[0]}, once`);
  const imports = new Map<string, string>();
  const output: SolidityOutput = JSON.parse(
    compiler.compile(input, (path) => {
      const contents = resolveImport(path);
      if (contents === undefined) return { error: `${path} is not among the given files` };
      imports.set(path, contents);
      return { contents };
    }),
  );
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new BallastError(
      `Solidity does not compile:\n${errors.map((error) => error.formattedMessage).join("\n")}`,
      { code: "solidity-compilation" },
    );
  }
  const artifacts = Object.fromEntries(
    wanted.map(({ path, name }) => {
      const contract = output.contracts?.[path]?.[name];
      if (contract === undefined || contract.evm.bytecode.object === "") {
        throw new BallastError(`The sources hold no deployable contract ${path}:${name}.`, {
          code: "solidity-contract-missing",
        });
      }
      const { object, linkReferences } = contract.evm.bytecode;
      const artifact: Artifact = { abi: contract.abi, bytecode: `0x${object}`, linkReferences };
      return [`${path}:${name}`, artifact];
    }),
  );
  await writeCompilation({ cacheDirectory, key, imports, artifacts });
  log(`compiled ${names} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return artifacts;
}

function splitContractName(qualified: string): { path: string; name: string } {
  const colon = qualified.lastIndexOf(":");
  if (colon <= 0) {
    throw new BallastError(`"${qualified}" does not name a contract.`, {
      code: "solidity-contract-missing",
      remedy: 'Write it as "path/File.sol:Name".',
    });
  }
  return { path: qualified.slice(0, colon), name: qualified.slice(colon + 1) };
}

function outputSelection(wanted: readonly { path: string; name: string }[]) {
  const selection: Record<string, Record<string, string[]>> = {};
  for (const { path, name } of wanted) {
    selection[path] = {
      ...selection[path],
      [name]: ["abi", "evm.bytecode.object", "evm.bytecode.linkReferences"],
    };
  }
  return selection;
}
