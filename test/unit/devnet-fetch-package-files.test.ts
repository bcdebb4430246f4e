import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fetchPackageFiles } from "../../devnet/packages/fetch-package-files.ts";

/** An `npm` that packs one known package and counts how often it is asked. */
const npmScript = (folder: string) => `#!/bin/sh
echo "$@" >> "${folder}/calls"
case "$2" in
  @some/thing@1.2.3) ;;
  *) echo "npm error code ETARGET" >&2
     echo "npm error notarget No matching version found for $2." >&2
     exit 1 ;;
esac
while [ "$1" != "--pack-destination" ]; do shift; done
cp "${folder}/thing.tgz" "$2/some-thing-1.2.3.tgz"
echo '[{"filename":"some-thing-1.2.3.tgz"}]'
`;

describe("fetchPackageFiles", () => {
  let folder: string;
  let pinned: { name: string; version: string; integrity: string; files: string[] };
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const fetchFiles = (changes: Partial<typeof pinned> = {}) =>
    fetchPackageFiles({ ...pinned, ...changes, cacheDirectory: join(folder, "cache"), log });
  const calls = async () => (await readFile(join(folder, "calls"), "utf8")).trim().split("\n");

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ballast-fetch-"));
    lines.length = 0;
    const source = join(folder, "package");
    await mkdir(join(source, "contracts", "deep"), { recursive: true });
    await writeFile(join(source, "package.json"), '{"name":"@some/thing"}');
    await writeFile(join(source, "contracts", "A.sol"), "contract A {}");
    await writeFile(join(source, "contracts", "deep", "B.sol"), "contract B {}");
    await writeFile(join(source, "large.bin"), Buffer.alloc(100_000, 1));
    await create({ gzip: true, cwd: folder, file: join(folder, "thing.tgz") }, ["package"]);
    const tarball = await readFile(join(folder, "thing.tgz"));
    pinned = {
      name: "@some/thing",
      version: "1.2.3",
      integrity: `sha512-${createHash("sha512").update(tarball).digest("base64")}`,
      files: ["contracts/A.sol"],
    };
    await mkdir(join(folder, "bin"));
    await writeFile(join(folder, "bin", "npm"), npmScript(folder));
    await chmod(join(folder, "bin", "npm"), 0o755);
    vi.stubEnv("PATH", `${join(folder, "bin")}:/usr/bin:/bin`);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it("reads the named files and folders only, and says what it fetched", async () => {
    expect(Object.fromEntries(await fetchFiles())).toEqual({ "contracts/A.sol": "contract A {}" });
    expect(Object.fromEntries(await fetchFiles({ files: ["contracts/"] }))).toEqual({
      "contracts/A.sol": "contract A {}",
      "contracts/deep/B.sol": "contract B {}",
    });
    expect(lines).toEqual([expect.stringContaining("fetched @some/thing@1.2.3")]);
  });

  it("asks npm once for exactly that version, and runs no script of the package", async () => {
    await fetchFiles();
    await fetchFiles();
    const asked = await calls();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^pack @some\/thing@1\.2\.3 .*--ignore-scripts/);
  });

  it("notices a damaged extract and a damaged tarball in its cache", async () => {
    await fetchFiles();
    const cached = join(folder, "cache", "@some+thing@1.2.3");
    for (const file of await readdir(cached)) await writeFile(join(cached, file), "damaged");
    expect((await fetchFiles()).get("contracts/A.sol")).toBe("contract A {}");
    expect(await calls()).toHaveLength(2);
  });

  it("refuses other bytes than the pinned ones and keeps nothing of them", async () => {
    const wrong = "sha512-AAAA";
    await expect(fetchFiles({ integrity: wrong })).rejects.toMatchObject({
      code: "package-integrity",
      message: expect.stringContaining(`not the pinned ${wrong}`),
    });
    expect(await readdir(join(folder, "cache", "@some+thing@1.2.3"))).toEqual([]);
  });

  it("names the version that npm cannot fetch and passes npm's reason on", async () => {
    await expect(fetchFiles({ version: "9.9.9" })).rejects.toMatchObject({
      code: "package-fetch",
      message: expect.stringContaining("No matching version found for @some/thing@9.9.9"),
    });
  });

  it("names the files that the package does not have", async () => {
    await expect(fetchFiles({ files: ["contracts/A.sol", "none.sol"] })).rejects.toMatchObject({
      code: "package-file-missing",
      message: expect.stringContaining("no none.sol"),
    });
  });
});
