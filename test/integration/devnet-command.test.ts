import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFreePortBase } from "../../bin/support/free-port.ts";
import { type Manifest, manifestSchema } from "../../config/manifest.ts";
import { waitUntil } from "../support/wait-until.ts";

const script = fileURLToPath(new URL("../../bin/devnet.ts", import.meta.url));

describe("npm run devnet", () => {
  let folder: string;
  let manifestPath: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ballast-devnet-command-"));
    manifestPath = join(folder, "manifest.json");
  });

  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    }
    await rm(folder, { recursive: true, force: true });
  });

  function run(parameters: readonly string[]) {
    const child = spawn(process.execPath, [script, ...parameters], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdout.resume();
    const exit = once(child, "exit").then(([code]) => ({ code: code as number | null, stderr }));
    return { child, exit };
  }

  async function started(): Promise<Manifest> {
    await waitUntil({
      what: "the manifest is written",
      condition: async () => existsSync(manifestPath),
      timeoutMilliseconds: 110_000,
    });
    return manifestSchema.parse(JSON.parse(await readFile(manifestPath, "utf8")));
  }

  const answers = async (url: string) => {
    try {
      await fetch(url, {
        method: "POST",
        body: "{}",
        headers: { "content-type": "application/json" },
        signal: AbortSignal.timeout(2_000),
      });
      return true;
    } catch {
      return false;
    }
  };

  const freePorts = async () => String(await findFreePortBase(5));

  it.each(["SIGTERM", "SIGINT"] as const)("stops everything at %s", async (signal) => {
    const { child, exit } = run([
      ...["--manifest", manifestPath, "--no-scenario", "--live"],
      ...["--port-base", await freePorts()],
    ]);
    const manifest = await started();
    for (const { rpcUrl } of manifest.chains) expect(await answers(rpcUrl)).toBe(true);
    child.kill(signal);
    expect(await exit).toEqual({ code: 0, stderr: "" });
    for (const { rpcUrl } of manifest.chains) expect(await answers(rpcUrl)).toBe(false);
    expect(await answers(manifest.guardians.url)).toBe(false);
    expect(existsSync(manifestPath)).toBe(false);
  });

  it("leaves no chain behind when it is killed", async () => {
    const { child, exit } = run([
      ...["--manifest", manifestPath, "--no-scenario"],
      ...["--port-base", await freePorts()],
    ]);
    const manifest = await started();
    child.kill("SIGKILL");
    await exit;
    for (const { rpcUrl } of manifest.chains) {
      await waitUntil({
        what: `${rpcUrl} is silent`,
        condition: async () => !(await answers(rpcUrl)),
        timeoutMilliseconds: 10_000,
      });
    }
  });

  it("goes on by itself with --live", async () => {
    run([
      ...["--manifest", manifestPath, "--no-scenario", "--live"],
      ...["--port-base", await freePorts()],
    ]);
    const manifest = await started();
    const head = async () => {
      const response = await fetch(manifest.chains[0]!.rpcUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] }),
      });
      return Number(((await response.json()) as { result: string }).result);
    };
    const first = await head();
    await waitUntil({
      what: "two more blocks are there",
      condition: async () => (await head()) >= first + 2,
      timeoutMilliseconds: 20_000,
    });
  });

  describe("with a busy port", () => {
    let server: Server;
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it("names the port and exits with 1", async () => {
      server = createServer();
      const port = await new Promise<number>((resolve) => {
        server.listen(0, "127.0.0.1", () => {
          const address = server.address();
          resolve(typeof address === "object" && address !== null ? address.port : 0);
        });
      });
      const { exit } = run(["--manifest", manifestPath, "--port-base", String(port)]);
      const { code, stderr } = await exit;
      expect(code).toBe(1);
      expect(stderr).toContain(`Port ${port}`);
      expect(stderr.trim().split("\n")).toHaveLength(1);
    });
  });

  it.each([
    { parameters: [], says: "--manifest is missing" },
    { parameters: ["--manifest", "m.json", "--seed", "x"], says: '--seed is "x"' },
    { parameters: ["--manifest", "m.json", "--port-base", "70000"], says: "--port-base" },
    { parameters: ["--manifest", "m.json", "--random", "some"], says: '--random is "some"' },
    { parameters: ["--manifest", "m.json", "--sede", "1"], says: "--sede" },
  ])("says in one line what is wrong with $parameters", async ({ parameters, says }) => {
    const { code, stderr } = await run(parameters).exit;
    expect(code).toBe(1);
    expect(stderr).toContain(says);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
