import { StatusTag } from "../../components/status-tag.tsx";
import type { Schemas } from "../../lib/api.ts";

type State = Schemas["AttestationSummary"]["state"];

const TONES: Record<State, "good" | "warn" | "bad" | "none"> = {
  ...{ computed: "none", published: "none", signed: "good", delivered: "good" },
  superseded: "warn",
};

export function AttestationState({ state, title }: { state: State; title?: string }) {
  return <StatusTag status={state} tone={TONES[state]} title={title} />;
}

type DeliveryState = Schemas["AttestationDelivery"]["state"];

const DELIVERY_TONES: Record<DeliveryState, "good" | "warn" | "bad" | "none"> = {
  ...{ pending: "none", retrying: "warn", delivered: "good", final: "good", abandoned: "bad" },
};

export function DeliveryTag({ state }: { state: DeliveryState }) {
  return <StatusTag status={state} tone={DELIVERY_TONES[state]} />;
}
