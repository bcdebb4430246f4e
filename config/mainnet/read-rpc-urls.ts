import { BallastError } from "../../src/core/ballast-error.ts";

/**
 * The RPC URLs of a chain, separated by commas or spaces. There is no default: a public endpoint
 * that nobody chose is no source for money answers.
 * @throws BallastError that names the variable, and the position of what is no URL. URLs carry keys,
 * so none is repeated.
 */
export function readRpcUrls(variable: string, text: string | undefined): string[] {
  const urls = parseUrls(variable, text);
  if (urls.length > 0) return urls;
  throw new BallastError(`${variable} is not set.`, {
    code: "environment",
    remedy: `Set it to one or more RPC URLs of the chain, or leave the chain out of BALLAST_CHAINS.`,
  });
}

/**
 * URLs separated by commas or spaces; none where the variable is not set.
 * @throws BallastError `environment` as {@link readRpcUrls}.
 */
export function parseUrls(variable: string, text: string | undefined): string[] {
  const urls = (text ?? "").split(/[\s,]+/).filter((url) => url !== "");
  const wrong = urls.findIndex((url) => !isHttpUrl(url));
  if (wrong >= 0) {
    throw new BallastError(`${variable}: entry ${wrong + 1} of ${urls.length} is no http(s) URL.`, {
      code: "environment",
      remedy: "Separate several URLs by commas.",
    });
  }
  return [...new Set(urls)];
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return ["http:", "https:"].includes(new URL(text).protocol);
}
