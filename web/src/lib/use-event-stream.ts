import { useEffect, useRef, useState } from "react";
import { useReportStream } from "../shell/stream-states.tsx";

export type StreamState = "off" | "connecting" | "open" | "waiting";

const FIRST_PAUSE_MILLISECONDS = 2_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;
/** A hidden tab keeps no connection: a browser has six per host for all of its tabs. */
const HIDDEN_PATIENCE_MILLISECONDS = 5_000;

/**
 * Server-sent events of one route while the view is there. Comes back by itself with the id of the
 * last event seen, so that nothing is missed; after a refusal with growing pauses.
 */
export function useEventStream(parameters: {
  /** Path and query; null for none (an answer about the past). */
  path: string | null;
  names: readonly string[];
  onEvent(event: { name: string; data: unknown; id: string }): void;
}): StreamState {
  const { path, names } = parameters;
  const [state, setState] = useState<StreamState>(path === null ? "off" : "connecting");
  const handler = useRef(parameters.onEvent);
  useEffect(() => {
    handler.current = parameters.onEvent;
  });
  const nameList = names.join(",");

  useEffect(() => {
    if (path === null) {
      setState("off");
      return;
    }
    let source: EventSource | null = null;
    let lastEventId = "";
    let pause = FIRST_PAUSE_MILLISECONDS;
    let timer: number | undefined;

    const close = () => {
      window.clearTimeout(timer);
      source?.close();
      source = null;
    };
    const open = () => {
      close();
      const url = new URL(path, window.location.origin);
      if (lastEventId !== "") url.searchParams.set("lastEventId", lastEventId);
      const opened = new EventSource(url);
      source = opened;
      setState("connecting");
      opened.onopen = () => {
        pause = FIRST_PAUSE_MILLISECONDS;
        setState("open");
      };
      opened.onerror = () => {
        setState("waiting");
        // Otherwise the browser comes back by itself.
        if (opened.readyState !== EventSource.CLOSED) return;
        timer = window.setTimeout(open, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
      };
      for (const name of nameList.split(",")) {
        opened.addEventListener(name, (event: MessageEvent<string>) => {
          lastEventId = event.lastEventId;
          handler.current({ name, data: JSON.parse(event.data), id: event.lastEventId });
        });
      }
    };
    const onVisibility = () => {
      window.clearTimeout(timer);
      if (document.visibilityState === "hidden") {
        timer = window.setTimeout(close, HIDDEN_PATIENCE_MILLISECONDS);
      } else if (source === null) open();
    };

    open();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      close();
    };
  }, [path, nameList]);

  useReportStream(state);
  return state;
}
