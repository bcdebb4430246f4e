/** A number of a JSON text, as it is written there. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Parses JSON without turning any number into a float: each becomes a {@link JsonNumber} with its own
 * text (the `source` of ECMAScript's JSON.parse source text access, Node 22 and later).
 * @throws SyntaxError for what is no JSON; TypeError on a runtime that does not give the source.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    if (typeof value !== "number") return value;
    if (context?.source === undefined) {
      throw new TypeError("This JavaScript runtime does not give the text of JSON numbers.");
    }
    return new JsonNumber(context.source);
  });
}
