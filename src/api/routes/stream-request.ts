import { z } from "@hono/zod-openapi";
import { EXAMPLE_AT } from "../answers/examples/moment.ts";

const LONGEST_EVENT_ID = 2_100;

export const STREAM_HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store",
  // nginx holds events back otherwise.
  "X-Accel-Buffering": "no",
};

/** `?lastEventId=`, for readers that cannot set a header. */
export const lastEventIdParameter = z
  .string()
  .max(LONGEST_EVENT_ID)
  .optional()
  .openapi({
    param: { name: "lastEventId", in: "query" },
    example: EXAMPLE_AT,
    description: "As the header Last-Event-ID, which counts where both are there.",
  });

export const lastEventIdHeaders = z.object({
  "last-event-id": z.string().max(LONGEST_EVENT_ID).optional().openapi({
    example: EXAMPLE_AT,
    description: "The id of the last event that was seen.",
  }),
});

/** Breaks the connection of a request, where the server is Node's. */
export function disconnectOf(env: unknown): (() => void) | undefined {
  const outgoing = (env as { outgoing?: { destroy(): void } } | undefined)?.outgoing;
  return outgoing === undefined ? undefined : () => outgoing.destroy();
}
