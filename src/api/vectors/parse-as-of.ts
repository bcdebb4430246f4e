import { BallastError } from "../../core/ballast-error.ts";
import { parseChainCaip2 } from "../../core/identifiers.ts";

/** The moment an answer is asked for: now, at a time on every chain, or at named blocks. */
export type AsOf =
  | { kind: "newest" }
  | { kind: "time"; timestampSeconds: number }
  | {
      kind: "blocks";
      numbers: ReadonlyMap<number, bigint>;
      /** Of the blocks' hashes, where the caller names the very blocks: see {@link vectorDigest}. */
      digest?: string | undefined;
    };

/** Above this a number can only be milliseconds. */
const LARGEST_TIME_SECONDS = 99_999_999_999;

/**
 * Reads `at=`: unix seconds, or blocks as `eip155:1:19000000,eip155:10:120000000`, or these as an answer
 * names them, with `~` and a digest of their hashes.
 * @throws BallastError `malformed-as-of`, `malformed-chain`.
 */
export function parseAsOf(text: string): AsOf {
  if (/^[0-9]+$/.test(text)) {
    const timestampSeconds = Number(text);
    if (timestampSeconds > LARGEST_TIME_SECONDS) {
      throw malformed(`"${text}" is not a unix time in seconds.`);
    }
    return { kind: "time", timestampSeconds };
  }
  const [blocks = "", digest, ...rest] = text.split("~");
  if (rest.length > 0 || (digest !== undefined && !/^[0-9a-f]{16}$/.test(digest))) {
    throw malformed(`"${text}" does not end in a digest of 16 hexadecimal digits.`);
  }
  const numbers = new Map<number, bigint>();
  for (const part of blocks.split(",")) {
    const match = /^(eip155:[^:]+):([0-9]{1,15})$/.exec(part);
    if (match?.[1] === undefined || match[2] === undefined) {
      throw malformed(`"${part}" is not a block of a chain.`);
    }
    const chainId = parseChainCaip2(match[1]);
    if (numbers.has(chainId)) throw malformed(`${match[1]} is named twice.`);
    numbers.set(chainId, BigInt(match[2]));
  }
  return { kind: "blocks", numbers, digest };
}

function malformed(message: string): BallastError {
  return new BallastError(message, {
    code: "malformed-as-of",
    remedy: "Give unix seconds, or blocks such as eip155:1:19000000,eip155:10:120000000.",
  });
}
