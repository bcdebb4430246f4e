import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findAnvilBinary } from "../../devnet/anvil/find-anvil-binary.ts";

const hasPackage = process.platform === "linux" && process.arch === "x64";

describe("findAnvilBinary", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ballast-anvil-"));
    await writeFile(join(folder, "anvil"), "#!/bin/sh\n");
    await chmod(join(folder, "anvil"), 0o755);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("prefers ANVIL_BIN to everything else", () => {
    const environment = { ANVIL_BIN: join(folder, "anvil"), PATH: "/nowhere" };
    expect(findAnvilBinary(environment)).toBe(join(folder, "anvil"));
  });

  it("refuses an ANVIL_BIN that is no program, instead of taking another anvil", () => {
    expect(() => findAnvilBinary({ ANVIL_BIN: folder, PATH: folder })).toThrow(
      `ANVIL_BIN is "${folder}", which is not an executable file. Correct it or unset it.`,
    );
  });

  it.runIf(hasPackage)("takes the native binary of the npm package before the PATH", () => {
    expect(findAnvilBinary({ ANVIL_BIN: "", PATH: folder })).toMatch(
      /@foundry-rs\/anvil-linux-amd64\/bin\/anvil$/,
    );
  });

  it.skipIf(hasPackage)("takes the PATH where the package has no binary", () => {
    expect(findAnvilBinary({ PATH: folder })).toBe(join(folder, "anvil"));
  });
});
