import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Parser } from "tar";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { PinnedPackage } from "./pinned-packages.ts";

export type FetchPackageFilesParameters = PinnedPackage & {
  /** Where tarballs and extracted files are kept; created when absent. */
  cacheDirectory?: string | undefined;
  /** Told once per package that has to be fetched. */
  log: (line: string) => void;
};

const downloadTimeoutMilliseconds = 180_000;

/**
 * The named text files of one exact version of an npm package, by path inside the package. The
 * tarball comes by `npm pack`, is never installed and never runs a script. Its bytes are checked
 * against `integrity` before anything is read from them; the extracted files are kept with a
 * digest that is checked whenever they are read again.
 *
 * @throws BallastError `package-fetch` when npm fails, `package-integrity` when the bytes differ,
 * `package-file-missing` when the package has no such file.
 */
export async function fetchPackageFiles({
  name,
  version,
  integrity,
  files,
  cacheDirectory = ".cache/packages",
  log,
}: FetchPackageFilesParameters): Promise<Map<string, string>> {
  const folder = folderOf({ name, version, cacheDirectory });
  const selection = sha256(JSON.stringify([integrity, files])).slice(0, 16);
  const extractPath = join(folder, `${selection}.json`);

  const cached = await readExtract(extractPath);
  if (cached !== undefined) return cached;

  const tarball = await fetchPackageTarball({ name, version, integrity, cacheDirectory, log });
  const extracted = await extractTexts({ tarball, files });
  const missing = files.filter((wanted) =>
    wanted.endsWith("/")
      ? ![...extracted.keys()].some((path) => path.startsWith(wanted))
      : !extracted.has(wanted),
  );
  if (missing.length > 0) {
    throw new BallastError(`The package ${name}@${version} has no ${missing.join(", ")}.`, {
      code: "package-file-missing",
    });
  }
  await writeExtract(extractPath, extracted);
  return extracted;
}

/**
 * The tarball itself of one exact version of an npm package, for what is not text in it.
 * @throws BallastError `package-fetch`, `package-integrity`.
 */
export async function fetchPackageTarball({
  name,
  version,
  integrity,
  cacheDirectory = ".cache/packages",
  log,
}: Omit<FetchPackageFilesParameters, "files">): Promise<Buffer> {
  const folder = folderOf({ name, version, cacheDirectory });
  await mkdir(folder, { recursive: true });
  const tarballPath = join(folder, "package.tgz");
  const kept = await readIfPresent(tarballPath);
  return kept !== undefined && matchesIntegrity({ bytes: kept, integrity })
    ? kept
    : await download({ name, version, integrity, tarballPath, log });
}

function folderOf(parameters: { name: string; version: string; cacheDirectory: string }): string {
  const { name, version, cacheDirectory } = parameters;
  return join(cacheDirectory, `${name.replace("/", "+")}@${version}`);
}

async function download(parameters: {
  name: string;
  version: string;
  integrity: string;
  tarballPath: string;
  log: (line: string) => void;
}): Promise<Buffer> {
  const { name, version, integrity, tarballPath, log } = parameters;
  const startedAt = performance.now();
  const scratch = await mkdtemp(join(tmpdir(), "ballast-package-"));
  try {
    const { stdout } = await promisify(execFile)(
      "npm",
      ["pack", `${name}@${version}`, "--json", "--ignore-scripts", "--pack-destination", scratch],
      { timeout: downloadTimeoutMilliseconds, maxBuffer: 64 * 1024 * 1024 },
    ).catch((cause: Error) => {
      throw new BallastError(`npm could not fetch ${name}@${version}: ${npmComplaint(cause)}`, {
        code: "package-fetch",
        remedy: "Check that npm is on the PATH and can reach its registry, then start again.",
        cause,
      });
    });
    const bytes = await readFile(join(scratch, packedFileName({ name, version, stdout })));
    if (!matchesIntegrity({ bytes, integrity })) {
      throw new BallastError(
        `The tarball of ${name}@${version} has integrity ${integrityOf(bytes)}, not the pinned ${integrity}.`,
        {
          code: "package-integrity",
          remedy: "Nothing of it was used. Find out why the registry serves other bytes.",
        },
      );
    }
    await writeAtomically(tarballPath, bytes);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    log(`fetched ${name}@${version} (${(bytes.length / 1024).toFixed(0)} KiB, ${seconds} s)`);
    return bytes;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function packedFileName(parameters: { name: string; version: string; stdout: string }): string {
  const { name, version, stdout } = parameters;
  const report: unknown = JSON.parse(stdout);
  const entries = Array.isArray(report) ? report : Object.values(report as object);
  const fileName = (entries[0] as { filename?: unknown } | undefined)?.filename;
  if (typeof fileName !== "string") {
    throw new BallastError(`npm pack ${name}@${version} named no file: ${stdout.slice(0, 200)}`, {
      code: "package-fetch",
    });
  }
  return fileName.replace("@", "").replace("/", "-");
}

function extractTexts(parameters: {
  tarball: Buffer;
  files: readonly string[];
}): Promise<Map<string, string>> {
  const { tarball, files } = parameters;
  const exact = new Set(files);
  const folders = files.filter((path) => path.endsWith("/"));
  const texts = new Map<string, string>();
  return new Promise((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry) => {
        const path = entry.path.slice(entry.path.indexOf("/") + 1);
        const wanted =
          entry.type === "File" &&
          (exact.has(path) || folders.some((folder) => path.startsWith(folder)));
        if (!wanted) {
          entry.resume();
          return;
        }
        const chunks: Buffer[] = [];
        entry.on("data", (chunk: Buffer) => chunks.push(chunk));
        entry.on("end", () => texts.set(path, Buffer.concat(chunks).toString("utf8")));
      },
    });
    parser.on("end", () => resolve(texts));
    parser.on("error", reject);
    parser.end(tarball);
  });
}

/** The extract's first line is the SHA-256 of the rest, so that a damaged cache is noticed. */
async function readExtract(path: string): Promise<Map<string, string> | undefined> {
  const text = (await readIfPresent(path))?.toString("utf8");
  if (text === undefined) return undefined;
  const body = text.slice(65);
  if (text.slice(0, 64) !== sha256(body)) return undefined;
  return new Map(Object.entries(JSON.parse(body) as Record<string, string>));
}

async function writeExtract(path: string, texts: Map<string, string>): Promise<void> {
  const body = JSON.stringify(Object.fromEntries(texts));
  await writeAtomically(path, Buffer.from(`${sha256(body)}\n${body}`));
}

async function writeAtomically(path: string, bytes: Buffer): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}

async function readIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const integrityOf = (bytes: Buffer) =>
  `sha512-${createHash("sha512").update(bytes).digest("base64")}`;

const matchesIntegrity = (parameters: { bytes: Buffer; integrity: string }) =>
  integrityOf(parameters.bytes) === parameters.integrity;

/** What npm said went wrong: its second error line; the first is only a code. */
function npmComplaint(error: Error & { stderr?: string }): string {
  const complaints = (error.stderr ?? "")
    .split("\n")
    .filter((line) => line.startsWith("npm error "))
    .map((line) => line.slice("npm error ".length));
  return complaints.find((line) => !line.startsWith("code ")) ?? error.message;
}
