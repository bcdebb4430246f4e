import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findFreePort } from "../../bin/support/free-port.ts";
import { isAlive } from "../../bin/support/is-alive.ts";
import { spawnChild } from "../../bin/support/spawn-child.ts";
import { waitUntil } from "../support/wait-until.ts";

const repository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "ballast-children-test-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function writeScript(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function untilDead(pid: number): Promise<void> {
  return waitUntil({
    what: `process ${pid} is gone`,
    timeoutMilliseconds: 30_000,
    condition: async () => !isAlive(pid),
  });
}

describe("spawnChild", () => {
  test("asks a child to end and passes its exit code on", async () => {
    const script = writeScript(
      "polite.mjs",
      `process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); console.log("up");`,
    );
    let markUp = () => {};
    const up = new Promise<void>((resolve) => {
      markUp = resolve;
    });
    const child = await spawnChild({
      name: "polite",
      script,
      arguments: [],
      environment: process.env,
      onLine: (line) => line === "up" && markUp(),
    });
    await up;
    expect(await child.stop()).toEqual({ code: 7, signal: null });
    expect(child.hasExited()).toBe(true);
  });

  test("kills a child that does not listen, and what it started", async () => {
    const script = writeScript(
      "deaf.mjs",
      `import { spawn } from "node:child_process";
       process.on("SIGTERM", () => {});
       const grandchild = spawn("sleep", ["600"], { stdio: "ignore" });
       console.log(grandchild.pid);`,
    );
    const lines: string[] = [];
    const child = await spawnChild({
      name: "deaf",
      script,
      arguments: [],
      environment: process.env,
      onLine: (line) => lines.push(line),
    });
    await waitUntil({
      what: "the grandchild has started",
      timeoutMilliseconds: 10_000,
      condition: async () => lines.length > 0,
    });
    expect(await child.stop({ graceMilliseconds: 200 })).toEqual({ code: null, signal: "SIGKILL" });
    await untilDead(Number(lines[0]));
  });

  test.each([
    { which: "a child", atExit: "" },
    // As a logger does that flushes into the parent's closed pipe.
    { which: "a child that hangs at its exit", atExit: "for (;;) {}" },
  ])("$which ends by itself when its parent is killed", async ({ atExit }) => {
    const grandchild = writeScript(
      "grandchild.mjs",
      `process.on("SIGTERM", () => process.exit());
       process.on("exit", () => { ${atExit} });
       setInterval(() => {}, 1000);`,
    );
    const parent = writeScript(
      "parent.mjs",
      `import { spawnChild } from ${JSON.stringify(repository("bin/support/spawn-child.ts"))};
       const child = await spawnChild({ name: "grandchild", script: ${JSON.stringify(grandchild)}, arguments: [], environment: process.env });
       console.log(child.pid);`,
    );
    const lines: string[] = [];
    const child = await spawnChild({
      name: "parent",
      script: parent,
      arguments: [],
      environment: process.env,
      onLine: (line) => lines.push(line),
    });
    await waitUntil({
      what: "the grandchild has started",
      timeoutMilliseconds: 10_000,
      condition: async () => lines.length > 0,
    });
    expect(isAlive(Number(lines[0]))).toBe(true);
    process.kill(child.pid, "SIGKILL");
    await untilDead(Number(lines[0]));
  });
});

describe("npm run start", () => {
  async function runCommand(
    commandArguments: readonly string[],
    environment: Record<string, string>,
  ): Promise<{ code: number | null; output: string }> {
    const lines: string[] = [];
    const child = await spawnChild({
      name: "start",
      script: repository("bin/ponder.ts"),
      arguments: commandArguments,
      environment: { ...process.env, DATABASE_URL: undefined, ...environment },
      onLine: (line) => lines.push(line),
    });
    const { code } = await child.exited;
    return { code, output: lines.join("\n") };
  }

  test("names the manifest that is missing and how to get one", async () => {
    const path = join(directory, "none.json");
    const { code, output } = await runCommand(["start"], { BALLAST_DEVNET_MANIFEST: path });
    expect(code).toBe(1);
    expect(output).toContain(
      `error: The devnet manifest ${path} cannot be read. Start the local chains first: npm run devnet`,
    );
  });

  test("names a wrong variable", async () => {
    const { code, output } = await runCommand(["start"], { BALLAST_CLOCK: "sundial" });
    expect(code).toBe(1);
    expect(output).toContain('BALLAST_CLOCK is "sundial"');
  });

  test("refuses what is no command or no port", async () => {
    expect(await runCommand(["begin"], {})).toMatchObject({
      code: 1,
      output: expect.stringContaining('Unknown command "begin". npm run dev|start|serve'),
    });
    expect(await runCommand(["start", "--port", "70000"], {})).toMatchObject({
      code: 1,
      output: expect.stringContaining('"70000" is not a port.'),
    });
  });

  test("the demo names a busy port before it starts anything", async () => {
    const port = await findFreePort();
    const squatter = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));
    const lines: string[] = [];
    const child = await spawnChild({
      name: "demo",
      script: repository("bin/demo.ts"),
      arguments: ["--port", String(port), "--data", directory],
      environment: process.env,
      onLine: (line) => lines.push(line),
    });
    expect((await child.exited).code).toBe(1);
    expect(lines).toEqual([
      `error: Port ${port} of 127.0.0.1, wanted for the API, is busy: another program listens on it. Stop that program or choose another port: npm run demo -- --port N.`,
    ]);
    await new Promise((resolve) => squatter.close(resolve));
  });
});
