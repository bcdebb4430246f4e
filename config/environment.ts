import { z } from "zod";
import { BallastError } from "../src/core/ballast-error.ts";
import { type MainnetEnvironment, mainnetNetwork } from "./mainnet/mainnet-network.ts";
import { type Network, networkFromManifest, readManifest } from "./network.ts";

const rpcUrls = z.string().optional();
const startBlock = z.coerce.number().int().positive().optional();

const environmentSchema = z.object({
  BALLAST_NETWORK: z.enum(["devnet", "mainnet"]).default("devnet"),
  BALLAST_DEVNET_MANIFEST: z.string().min(1).default(".data/devnet/manifest.json"),
  BALLAST_CHAINS: z.string().optional(),
  BALLAST_PROTOCOLS: z.string().optional(),
  BALLAST_RPC_ETHEREUM: rpcUrls,
  BALLAST_RPC_BASE: rpcUrls,
  BALLAST_RPC_ARBITRUM: rpcUrls,
  BALLAST_RPC_OPTIMISM: rpcUrls,
  BALLAST_RPC_POLYGON: rpcUrls,
  BALLAST_START_BLOCK_ETHEREUM: startBlock,
  BALLAST_START_BLOCK_BASE: startBlock,
  BALLAST_START_BLOCK_ARBITRUM: startBlock,
  BALLAST_START_BLOCK_OPTIMISM: startBlock,
  BALLAST_START_BLOCK_POLYGON: startBlock,
  BALLAST_HERMES_URLS: z.string().optional(),
  BALLAST_HERMES_API_KEY: z.string().optional(),
  BALLAST_HERMES_SIGNERS: z.string().optional(),
  BALLAST_DEFILLAMA_URLS: z.string().optional(),
  BALLAST_HTTP_FEED_INTERVAL_SECONDS: z.coerce.number().int().positive().default(15),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,44}$/, "expected lower-case letters, digits and _")
    .default("ballast"),
  BALLAST_CLOCK: z.enum(["wall", "chain"]).default("wall"),
  BALLAST_MAX_AGE_SECONDS: z.coerce.number().int().positive().optional(),
  BALLAST_ATTEST_INTERVAL_SECONDS: z.coerce.number().int().positive().default(30),
  BALLAST_ATTESTATION_VALIDITY_SECONDS: z.coerce.number().int().positive().default(600),
  BALLAST_ATTESTATION_RETENTION_DAYS: z.coerce.number().int().positive().default(30),
  BALLAST_PARITY_INTERVAL_SECONDS: z.coerce.number().int().nonnegative().default(15),
  BALLAST_OFFCHAIN_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,44}$/, "expected lower-case letters, digits and _")
    .default("ballast_offchain"),
  BALLAST_OPERATOR_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, "expected a private key: 0x and 64 hexadecimal digits")
    .optional(),
  BALLAST_CORS_ORIGINS: z
    .string()
    .default("*")
    .transform((text, context): "*" | string[] => {
      if (text.trim() === "*") return "*";
      const origins = text.split(/[\s,]+/).filter((origin) => origin !== "");
      for (const origin of origins) {
        if (URL.canParse(origin) && new URL(origin).origin === origin) continue;
        const message = `"${origin}" is no origin such as https://app.example; or give * alone`;
        context.addIssue({ code: "custom", message });
      }
      return origins;
    }),
  BALLAST_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(16).default(0),
  BALLAST_RATE_LIMIT: z.coerce.number().int().min(20).max(100_000_000).optional(),
  BALLAST_API_KEYS_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});

export type Environment = z.infer<typeof environmentSchema>;

/**
 * Reads Ballast's variables, described in .env.example. An empty variable counts as not set.
 * @throws BallastError that names every missing or wrong variable.
 */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = environmentSchema.safeParse(set);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const state = set[name] === undefined ? "is not set" : `is "${set[name]}"`;
    return `${name} ${state}: ${issue.message}`;
  });
  throw new BallastError(`The environment is not complete. ${problems.join("; ")}.`, {
    code: "environment",
    remedy: "See .env.example.",
  });
}

/** The network that the environment asks for: the public chains, or those of a devnet's manifest. */
export function readNetwork(
  environment: Pick<Environment, "BALLAST_NETWORK" | "BALLAST_DEVNET_MANIFEST"> &
    MainnetEnvironment,
): Network {
  if (environment.BALLAST_NETWORK === "mainnet") return mainnetNetwork(environment);
  return networkFromManifest(readManifest(environment.BALLAST_DEVNET_MANIFEST));
}
