const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /([{}[\]:,])|("(?:[^"\\\p{Cc}]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/uy;

/** What may come next: a value, the first of a list or an object, a key, its colon, or what follows a value. */
type Expected = "value" | "first-value" | "first-key" | "key" | "colon" | "after";

/**
 * Where a text ceases to be JSON, line and column from 1 on; null where it is JSON. A parser's message
 * does not always say.
 */
export function findJsonFault(text: string): { line: number; column: number } | null {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let index = 0;
  for (;;) {
    SPACE.lastIndex = index;
    SPACE.exec(text);
    index = SPACE.lastIndex;
    if (index === text.length) {
      return expected === "after" && open.length === 0 ? null : placeOf(text, index);
    }
    TOKEN.lastIndex = index;
    const match = TOKEN.exec(text);
    const next: Expected | null =
      match === null ? null : step(expected, open, match[1], match[2] !== undefined);
    if (match === null || next === null) return placeOf(text, index);
    expected = next;
    index += match[0].length;
  }
}

/** What is expected after a token; null where the token may not be there. */
function step(
  expected: Expected,
  open: ("{" | "[")[],
  sign: string | undefined,
  isString: boolean,
): Expected | null {
  const isValueDue = expected === "value" || expected === "first-value";
  switch (sign) {
    case "{":
    case "[":
      if (!isValueDue) return null;
      open.push(sign);
      return sign === "{" ? "first-key" : "first-value";
    case "}":
      if (expected !== "first-key" && expected !== "after") return null;
      return open.pop() === "{" ? "after" : null;
    case "]":
      if (expected !== "first-value" && expected !== "after") return null;
      return open.pop() === "[" ? "after" : null;
    case ":":
      return expected === "colon" ? "value" : null;
    case ",":
      if (expected !== "after" || open.length === 0) return null;
      return open.at(-1) === "{" ? "key" : "value";
    default:
      if (expected === "key" || expected === "first-key") return isString ? "colon" : null;
      return isValueDue ? "after" : null;
  }
}

function placeOf(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
