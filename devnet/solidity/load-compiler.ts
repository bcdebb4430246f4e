import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { compileFunction } from "node:vm";
import wrapper from "solc/wrapper.js";

/** What a Solidity compiler answers with when it asks for an imported file. */
export type ImportResult = { contents: string } | { error: string };

export type SolidityCompiler = {
  /** For example `0.8.30+commit.73712a01.Emscripten.clang`. */
  version: string;
  /** Compiles standard JSON and returns standard JSON. Blocks the thread. */
  compile(input: string, resolveImport: (path: string) => ImportResult): string;
};

const require = createRequire(import.meta.url);

/** The `soljson.js` of the pinned npm package `solc`. */
export function defaultCompilerPath(): string {
  return require.resolve("solc/soljson.js");
}

/** SHA-256 of a compiler file: the part of a cache key that names the compiler. */
export function compilerDigest(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/**
 * Loads a `soljson.js`. It is evaluated as CommonJS by hand, because a file below a package of type
 * `module` would be taken for an ES module; and the process-wide error listeners that Emscripten's
 * start-up code installs are removed, because they turn any unhandled rejection into an abort.
 */
export function loadCompiler(path: string): SolidityCompiler {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => new Set(process.listeners(event as "uncaughtException")));
  const module = { exports: {} };
  compileFunction(
    readFileSync(path, "utf8"),
    ["exports", "require", "module", "__filename", "__dirname"],
    { filename: path },
  )(module.exports, createRequire(path), module, path, dirname(path));
  events.forEach((event, index) => {
    for (const listener of process.listeners(event as "uncaughtException")) {
      if (!before[index]?.has(listener)) process.removeListener(event, listener);
    }
  });
  const solc = wrapper(module.exports);
  return {
    version: solc.version(),
    compile: (input, resolveImport) => solc.compile(input, { import: resolveImport }),
  };
}
