/*
 * npm run devnet -- --manifest PATH [--seed N] [--live] [--random N] [--port-base N]
 * [--genesis-timestamp N] [--no-scenario]: local chains with the protocols' real contracts, until Ctrl-C.
 */
import { parseArgs } from "node:util";
import { type StartDevnetParameters, startDevnet } from "../devnet/start-devnet.ts";
import { BallastError } from "../src/core/ballast-error.ts";
import { runMain, untilStopSignal } from "./support/run-main.ts";

const usage =
  "npm run devnet -- --manifest PATH [--seed N] [--live] [--random N] [--port-base N] [--genesis-timestamp N] [--no-scenario]";
const defaultPortBase = 8_645;

function readCommandLine(): Omit<StartDevnetParameters, "log"> {
  try {
    const { values } = parseArgs({
      options: {
        manifest: { type: "string" },
        seed: { type: "string", default: "1" },
        live: { type: "boolean", default: false },
        random: { type: "string" },
        "port-base": { type: "string", default: String(defaultPortBase) },
        "genesis-timestamp": { type: "string" },
        "no-scenario": { type: "boolean", default: false },
      },
    });
    if (values.manifest === undefined || values.manifest === "") {
      throw new TypeError("--manifest is missing: the path of the file to write.");
    }
    const genesis = values["genesis-timestamp"];
    return {
      manifestPath: values.manifest,
      seed: integer({ name: "seed", text: values.seed, lowest: 0, highest: 2 ** 31 - 1 }),
      live: values.live,
      random:
        values.random === undefined
          ? undefined
          : integer({ name: "random", text: values.random, lowest: 1, highest: 1_000_000 }),
      portBase: integer({
        name: "port-base",
        text: values["port-base"],
        lowest: 1,
        highest: 65_531,
      }),
      genesisTimestamp:
        genesis === undefined
          ? undefined
          : integer({ name: "genesis-timestamp", text: genesis, lowest: 1, highest: 2 ** 32 - 1 }),
      scenario: !values["no-scenario"],
      httpFeeds: true,
    };
  } catch (cause) {
    throw new BallastError(cause instanceof Error ? cause.message : String(cause), {
      code: "command-line",
      remedy: `Usage: ${usage}`,
      cause,
    });
  }
}

function integer(parameters: {
  name: string;
  text: string;
  lowest: number;
  highest: number;
}): number {
  const { name, text, lowest, highest } = parameters;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= lowest && value <= highest)) {
    throw new TypeError(`--${name} is "${text}", not an integer from ${lowest} to ${highest}.`);
  }
  return value;
}

await runMain(async () => {
  const stopSignal = untilStopSignal();
  const parameters = readCommandLine();
  const startedAt = performance.now();
  const log = (line: string) => console.log(line);
  // A start that is cut short leaves nothing behind: the chains end with this process.
  const devnet = await Promise.race([stopSignal, startDevnet({ ...parameters, log })]);
  if (typeof devnet === "string") return 0;
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  log(`ready after ${seconds} s:`);
  for (const { name, chainId, rpcUrl } of devnet.manifest.chains) {
    log(`  ${name} (chain ${chainId}) at ${rpcUrl}`);
  }
  log(`  guardians at ${devnet.manifest.guardians.url}`);
  const { hermes, defillama } = devnet.manifest.httpFeeds ?? {};
  log(`  stand-ins of Hermes at ${hermes?.url} and of DefiLlama at ${defillama?.url}`);
  log("Ctrl-C stops everything.");
  try {
    await Promise.race([stopSignal, devnet.failure]);
    return 0;
  } finally {
    await devnet.stop();
    log("stopped");
  }
});
