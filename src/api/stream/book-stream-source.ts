import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { LiveBook } from "../book/create-live-book.ts";
import type { Standing } from "../book/standing.ts";
import { vectorId } from "../vectors/vector-id.ts";
import type { EventSource } from "./create-event-stream.ts";
import { eventBytes, resetBytes, type StreamSnapshot } from "./event-text.ts";
import { vectorJson } from "./price-snapshot.ts";
import { readResumed } from "./read-resumed.ts";

/** Where the book stands, with what readers ask for there, by key. */
export type BookSnapshot<State> = StreamSnapshot & {
  standing: Standing;
  states: Map<string, State>;
};

type Past<State> = { state: State };

/** What a stream of the book tells: how it is worked out at a vector, and what of it goes into an event. */
export type BookStreamParts<Asked, State> = {
  name: string;
  keyOf(asked: Asked): string;
  /** @throws SupersededError where a reorg takes the standing away. */
  stateAt(standing: Standing, asked: Asked): Promise<State>;
  /** The same at a past vector; null where nobody waits for it. */
  pastStateAt(facts: FactsReader, vector: BlockVector, asked: Asked): Promise<State | null>;
  /** All of it as members of JSON, without braces. */
  membersJson(state: State): string;
  /** What differs, in the same form; null where nothing does. */
  changesJson(before: State, after: State): string | null;
};

/** A stream of what the book says, at the standings that it comes to. */
export function bookStreamSource<Asked, State>(
  dependencies: Pick<AppDependencies, "network" | "withSnapshot" | "blocks" | "clock"> & {
    book: Pick<LiveBook, "newest" | "onAdvance">;
  },
  parts: BookStreamParts<Asked, State>,
): EventSource<Asked, BookSnapshot<State>, Past<State>> {
  const { book, clock } = dependencies;
  const { name, keyOf } = parts;

  function snapshotOf(standing: Standing): BookSnapshot<State> {
    const { vector, methodology } = standing;
    const nowSeconds = clock.nowSeconds(evaluationTimeSeconds(vector));
    return {
      ...{ vector, methodology, standing, id: vectorId(vector.values()), states: new Map() },
      vectorJson: vectorJson(vector, nowSeconds),
    };
  }

  const stateOf = (snapshot: BookSnapshot<State> | Past<State>, asked: Asked): State => {
    const state = "states" in snapshot ? snapshot.states.get(keyOf(asked)) : snapshot.state;
    if (state === undefined) throw new RangeError(`What ${keyOf(asked)} asks is not worked out.`);
    return state;
  };
  const based = (members: string, { vectorJson: vector, methodology }: BookSnapshot<State>) =>
    `${members},${vector},"methodology":${JSON.stringify(methodologyReference(methodology))}`;

  return {
    ...{ name, keyOf },
    onNewer: book.onAdvance,

    async readNewest(last) {
      const standing = await book.newest();
      if (last?.standing === standing) return { snapshot: last, superseded: false };
      const superseded = last !== null && last.standing.epoch !== standing.epoch;
      return { snapshot: snapshotOf(standing), superseded };
    },

    async prepare({ standing, states }, asked) {
      states.set(keyOf(asked), await parts.stateAt(standing, asked));
    },
    isPrepared: ({ states }, asked) => states.has(keyOf(asked)),

    async readResumed({ asked, ...resumed }) {
      const found = await readResumed(dependencies, resumed, async (facts, vector) => ({
        state: await parts.pastStateAt(facts, vector, asked),
      }));
      if (found.past === undefined) return found;
      const { state } = found.past;
      return state === null ? { reason: "too-old" } : { past: { state } };
    },

    reset: (asked, snapshot, why) =>
      resetBytes(snapshot.id, why, based(parts.membersJson(stateOf(snapshot, asked)), snapshot)),

    changes(asked, before, after) {
      const members = parts.changesJson(stateOf(before, asked), stateOf(after, asked));
      if (members === null) return null;
      return { event: name, bytes: eventBytes(name, after.id, based(members, after)) };
    },
  };
}
