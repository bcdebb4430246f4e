/** What a spreadsheet may take for a formula; and our own mark, so that it can be taken away again. */
const FORMULA_START = /^[=+\-@\t\r'＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * One cell as text. Unknown (null, or left out) is empty, never 0; a list is its texts joined by `;`.
 * A text that a spreadsheet might run, and one that begins with `'`, gets a `'` in front; numbers keep
 * their sign.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return csvCell(value.map(plainText).join(";") || null);
  const text = plainText(value);
  return FORMULA_START.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
