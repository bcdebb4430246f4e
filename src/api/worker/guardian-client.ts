import pRetry, { AbortError } from "p-retry";
import type { Hex } from "viem";
import { z } from "zod";
import { BallastError } from "../../core/ballast-error.ts";

/** A message by its emitter (32 bytes) and sequence. */
export type MessageId = { emitterChain: number; emitterAddress: Hex; sequence: bigint };

/** A service that keeps signed messages: a guardian's public RPC, Wormholescan, or a local stand-in. */
export type GuardianClient = {
  url: string;
  /**
   * The bytes of a message's VAA, not verified; null while there are none.
   * @throws BallastError `guardian-service` where the service fails or answers in another form.
   */
  signedVaa(id: MessageId): Promise<Uint8Array | null>;
};

const TIMEOUT_MILLISECONDS = 5_000;
const RETRIES = 2;
const signedVaaAnswer = z.object({ vaaBytes: z.base64() });

/**
 * Asks `GET /v1/signed_vaa/{chain}/{emitter}/{sequence}` (wormhole proto/publicrpc/v1). A missing VAA
 * is HTTP 404. Connection errors and 5xx are tried again at once, twice.
 */
export function createGuardianClient(parameters: {
  url: string;
  fetch?: typeof globalThis.fetch;
}): GuardianClient {
  const { url, fetch = globalThis.fetch } = parameters;
  const base = url.replace(/\/+$/, "");

  const ask = async (id: MessageId): Promise<Uint8Array | null> => {
    const path = `/v1/signed_vaa/${id.emitterChain}/${id.emitterAddress.slice(2)}/${id.sequence}`;
    const response = await fetch(`${base}${path}`, {
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (response.status === 404) return null;
    if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
    if (!response.ok) throw new AbortError(`HTTP ${response.status}`);
    // A body that breaks off is asked for again; one that came and is no JSON is another form.
    const answer = signedVaaAnswer.safeParse(parseJson(await response.text()));
    if (!answer.success) throw new AbortError("an answer of another form");
    return new Uint8Array(Buffer.from(answer.data.vaaBytes, "base64"));
  };

  return {
    url,
    async signedVaa(id) {
      try {
        // p-retry takes only some TypeErrors of fetch for network errors, hence the wrapping.
        return await pRetry(() => ask(id).catch(rethrowRetryable), {
          retries: RETRIES,
          minTimeout: 100,
        });
      } catch (cause) {
        const detail = cause instanceof Error ? cause.message : String(cause);
        throw new BallastError(
          `The guardian service ${url} does not answer as it should: ${detail}.`,
          {
            code: "guardian-service",
            cause,
          },
        );
      }
    },
  };
}

function rethrowRetryable(error: unknown): never {
  if (error instanceof AbortError) throw error;
  throw error instanceof TypeError ? new Error(error.message, { cause: error }) : error;
}

/** Undefined where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
