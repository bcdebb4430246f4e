import { readFileSync } from "node:fs";
import { BallastError } from "../../core/ballast-error.ts";
import { type AccessRules, accessRulesSchema } from "./access-rules.ts";

/**
 * The rules of a file, or those of an installation without keys that limits everybody alike; null where
 * there is neither.
 * @throws BallastError `environment` where the file is not there or wrong, with every wrong part.
 */
export function readAccessRules(environment: {
  BALLAST_API_KEYS_FILE?: string | undefined;
  BALLAST_RATE_LIMIT?: number | undefined;
}): AccessRules | null {
  const { BALLAST_API_KEYS_FILE: file, BALLAST_RATE_LIMIT: requests } = environment;
  if (file === undefined) {
    if (requests === undefined) return null;
    return accessRulesSchema.parse({
      classes: { anonymous: { requests } },
      anonymous: "anonymous",
    });
  }
  if (requests !== undefined) {
    throw wrong("BALLAST_RATE_LIMIT and BALLAST_API_KEYS_FILE are both set.", "Set one of them.");
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw wrong(`BALLAST_API_KEYS_FILE is "${file}": ${reason}.`, "See docs/operations.md.", cause);
  }
  const result = accessRulesSchema.safeParse(json);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join("/")}: ${message}`);
  throw wrong(
    `${file} is not a file of API keys. ${issues.join("; ")}.`,
    "See docs/operations.md.",
  );
}

function wrong(message: string, remedy: string, cause?: unknown): BallastError {
  return new BallastError(message, { code: "environment", remedy, cause });
}
