import { findAsset } from "../answers/asset-price.ts";
import { isProblemCode } from "../errors/problem-catalogue.ts";
import { ProblemError } from "../errors/problem-error.ts";
import type { MethodologyAsset } from "../methodology/methodology.ts";

/** @throws ProblemError 400 `malformed-asset`, 404 `unknown-asset`. */
export function requireAsset(
  text: string,
  known: ReadonlyMap<string, MethodologyAsset>,
  pointer: string,
): MethodologyAsset {
  const asked = findAsset(text, known);
  if (asked.asset !== undefined) return asked.asset;
  const { code, detail } = asked.error;
  const isUnknown = code === "unknown-asset";
  throw new ProblemError({
    status: isUnknown ? 404 : 400,
    code: isProblemCode(code) ? code : "malformed-asset",
    title: isUnknown ? "Unknown asset" : "Malformed asset",
    detail,
    errors: [{ pointer, detail }],
  });
}
