/**
 * The one JSON text of a value: no white space, object keys in the order of their UTF-16 code units
 * (as RFC 8785), bigints as strings of decimal digits, numbers as whole numbers. Two values that mean
 * the same have the same text, so that its hash names the value.
 * @throws TypeError for what has no exact JSON form: a fraction or an unsafe integer, `undefined`, a
 * function, a symbol, or an object that is neither plain nor an array.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `"${value}"`;
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) {
      throw new TypeError(`${value} is not a whole number that JSON carries exactly.`);
    }
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`A value of type ${typeof value} has no canonical JSON form.`);
}
