import { type ChildProcess, spawn } from "node:child_process";
import { requireFreePort } from "../../bin/support/free-port.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import { endWithParent } from "./end-with-parent.ts";
import { findAnvilBinary } from "./find-anvil-binary.ts";

export type Anvil = {
  url: string;
  pid: number;
  /** Resolves when the process has ended, on purpose or not; never rejects. */
  exited: Promise<void>;
  stop(): Promise<void>;
};

const startTimeoutMilliseconds = 20_000;
const stopGraceMilliseconds = 5_000;

/**
 * Starts one local chain on 127.0.0.1 and waits until it answers. It mines only when told to
 * (`evm_mine`), counts a block as safe after one more and as finalized after two more, keeps every
 * state, and ends with this process.
 *
 * @param parameters.genesisTimestamp Unix seconds of block 0.
 * @throws BallastError `port-busy` naming the port, `anvil-missing`, `anvil-start` with its output.
 */
export async function startAnvil(parameters: {
  chainId: number;
  port: number;
  genesisTimestamp: number;
  mnemonic: string;
  accounts: number;
  environment?: Record<string, string | undefined>;
}): Promise<Anvil> {
  const { chainId, port, genesisTimestamp, mnemonic, accounts } = parameters;
  const binary = findAnvilBinary(parameters.environment ?? process.env);
  await requireFreePort({
    port,
    usedFor: `local chain ${chainId}`,
    remedy: "Stop that program or choose other ports with --port-base.",
  });
  const child = spawn(
    binary,
    [
      ...["--host", "127.0.0.1", "--port", String(port), "--chain-id", String(chainId)],
      ...["--timestamp", String(genesisTimestamp), "--slots-in-an-epoch", "1", "--no-mining"],
      ...[
        "--gas-limit",
        "3000000000",
        "--disable-code-size-limit",
        "--mnemonic",
        mnemonic,
        "--accounts",
        String(accounts),
      ],
      ...["--balance", "1000000", "--quiet"],
    ],
    { detached: true, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  const remember = (chunk: Buffer) => {
    output = (output + chunk.toString("utf8")).slice(-2_000);
  };
  child.stdout.on("data", remember);
  child.stderr.on("data", remember);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const pid = await spawned(child);
  const callOffWatch = endWithParent(pid);
  void exited.then(callOffWatch);

  async function stop(): Promise<void> {
    if (hasEnded(child)) return;
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopGraceMilliseconds);
    await exited;
    clearTimeout(timer);
  }

  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + startTimeoutMilliseconds;
  while (!(await answersAs({ url, chainId }))) {
    if (hasEnded(child) || Date.now() > deadline) {
      await stop();
      throw new BallastError(`anvil did not start chain ${chainId} on port ${port}: ${output}`, {
        code: "anvil-start",
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { url, pid, exited, stop };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => resolve(child.pid!));
  });
}

async function answersAs(parameters: { url: string; chainId: number }): Promise<boolean> {
  try {
    const response = await fetch(parameters.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }),
      signal: AbortSignal.timeout(2_000),
    });
    const { result } = (await response.json()) as { result?: string };
    return result !== undefined && Number(result) === parameters.chainId;
  } catch {
    return false;
  }
}
