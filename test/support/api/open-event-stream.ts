import http from "node:http";
import type { Json } from "./make-api.ts";

export type StreamEvent = { event: string; id: string; data: Json };

export type EventStream = {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** What came so far, comments and `retry` lines apart. */
  events: StreamEvent[];
  comments: string[];
  retry: number | null;
  /** The first event from the given one on that a test is after. */
  waitFor(
    what: string,
    condition: (stream: Pick<EventStream, "events" | "comments">) => boolean,
  ): Promise<void>;
  /** Resolves when the server has ended or broken the connection. */
  ended: Promise<"ended" | "broken">;
  close(): void;
};

const LIMIT_MILLISECONDS = 10_000;

/** A reader of server-sent events over a socket; one that does not read with `paused`. */
export async function openEventStream(
  url: string,
  { headers = {}, paused = false }: { headers?: Record<string, string>; paused?: boolean } = {},
): Promise<EventStream> {
  const request = http.get(url, { headers, agent: false });
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on("response", resolve).on("error", reject);
  });
  request.on("error", () => undefined);
  const waiting = new Set<() => void>();
  const stream: EventStream = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events: [],
    comments: [],
    retry: null,
    waitFor: (what, condition) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!condition(stream)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          const seen = stream.events.map(({ event, id }) => `${event} ${id}`).join("\n");
          reject(new Error(`The stream has not ${what}. It had:\n${seen}`));
        }, LIMIT_MILLISECONDS);
        waiting.add(look);
        look();
      }),
    ended: new Promise((resolve) => {
      response.on("end", () => resolve("ended"));
      response.on("error", () => resolve("broken"));
    }),
    close: () => request.destroy(),
  };
  let rest = "";
  response.setEncoding("utf8");
  if (paused) response.pause();
  else
    response.on("data", (text: string) => {
      const blocks = (rest + text).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) take(stream, block);
      for (const look of waiting) look();
    });
  return stream;
}

function take(stream: EventStream, block: string): void {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    const value = line.slice(colon + 1).trimStart();
    if (colon === 0) stream.comments.push(value);
    else fields.set(line.slice(0, colon), value);
  }
  if (fields.has("retry")) stream.retry = Number(fields.get("retry"));
  if (!fields.has("data")) return;
  stream.events.push({
    event: fields.get("event") ?? "",
    id: fields.get("id") ?? "",
    data: JSON.parse(fields.get("data") ?? "null"),
  });
}
