/** One event as its lines say it; `data` is text. */
export type EventText = { event: string; id: string; data: string };

/**
 * Reads server-sent events from pieces of text, however they are cut.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createEventParser(): {
  push(text: string): EventText[];
  /** What the server asks readers to wait before they connect again; null before it does. */
  retryMilliseconds(): number | null;
} {
  let rest = "";
  let event = "";
  let id = "";
  let data: string[] = [];
  let retry: number | null = null;

  function takeLine(line: string): EventText | null {
    if (line === "") {
      const found =
        data.length === 0 ? null : { event: event || "message", id, data: data.join("\n") };
      event = "";
      data = [];
      return found;
    }
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id" && !value.includes("\0")) id = value;
    else if (field === "retry" && /^\d{1,9}$/.test(value)) retry = Number(value);
    return null;
  }

  return {
    push(text) {
      // A line break may be two characters, of which the second comes with the next piece.
      const whole = rest + text;
      const held = whole.endsWith("\r") ? 1 : 0;
      const lines = whole.slice(0, whole.length - held).split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? "") + whole.slice(whole.length - held);
      return lines.flatMap((line) => takeLine(line) ?? []);
    },
    retryMilliseconds: () => retry,
  };
}
