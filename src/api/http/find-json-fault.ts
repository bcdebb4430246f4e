const SPACE = /[ \t\n\r]*/y;
const SIGN_OR_WORD =
  /([{}[\]:,])|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

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
    const isString = text[index] === '"';
    SIGN_OR_WORD.lastIndex = index;
    const match = isString ? null : SIGN_OR_WORD.exec(text);
    const end = isString
      ? endOfString(text, index)
      : match === null
        ? null
        : SIGN_OR_WORD.lastIndex;
    const next: Expected | null = end === null ? null : step(expected, open, match?.[1], isString);
    if (end === null || next === null) return placeOf(text, index);
    expected = next;
    index = end;
  }
}

/** The index after a string that begins at an index; null where it is none. */
function endOfString(text: string, begin: number): number | null {
  let index = begin + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index + 1;
    if (code < 0x20) return null;
    if (code !== 0x5c) {
      index += 1;
      continue;
    }
    ESCAPE.lastIndex = index;
    if (!ESCAPE.test(text)) return null;
    index = ESCAPE.lastIndex;
  }
  return null;
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
