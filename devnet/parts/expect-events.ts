import { type Abi, decodeEventLog, type Hex, toEventSelector } from "viem";
import type { Expectation } from "./devnet-part.ts";

type Event<abi extends Abi> = ReturnType<typeof decodeEventLog<abi>>;

/**
 * Names a transaction's events by an ABI, and how often each must occur at least.
 * @param parameters.details More names for what is special about an event beside those of its
 * transaction.
 */
export function expectEvents<const abi extends Abi>(parameters: {
  abi: abi;
  required: Readonly<Record<string, number>>;
  details?: (event: Event<abi>, all: readonly Event<abi>[]) => readonly string[];
}): Expectation {
  const { abi, required, details = () => [] } = parameters;
  const selectors = new Set<Hex>(
    abi.flatMap((item) => (item.type === "event" ? toEventSelector(item) : [])),
  );
  return {
    required,
    namesOf({ logs }) {
      const events = logs
        .filter(({ topics }) => selectors.has(topics[0] ?? "0x"))
        .map(({ topics, data }) => decodeEventLog<abi>({ abi, topics, data } as never));
      return events.flatMap((event) => [
        String(event.eventName),
        ...details(event, events).map((detail) => `${String(event.eventName)} ${detail}`),
      ]);
    },
  };
}
