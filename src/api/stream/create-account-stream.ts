import type { AccountId } from "../../core/identifiers.ts";
import { accountStateAnswer } from "../answers/account-collateral.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { LiveBook } from "../book/create-live-book.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import { type BookSnapshot, bookStreamSource } from "./book-stream-source.ts";
import { createEventStream, type EventStream } from "./create-event-stream.ts";
import { BOOK_STREAM_SETTINGS, type StreamSettings } from "./stream-settings.ts";

export type AskedAccount = { account: AccountId; chainIds: readonly number[] };
export type AccountStream = EventStream<AskedAccount, BookSnapshot<string>>;

/** An account's markets, totals and causes, told whenever any of it changes. */
export function createAccountStream(
  dependencies: Pick<
    AppDependencies,
    "network" | "withSnapshot" | "blocks" | "clock" | "valuer" | "parity" | "log" | "metrics"
  > & { book: LiveBook; settings?: Partial<StreamSettings> },
): AccountStream {
  const { book, valuer, parity, log, metrics } = dependencies;
  const text = (value: Parameters<typeof accountStateAnswer>[0]) =>
    JSON.stringify(accountStateAnswer(value)).slice(1, -1);

  const source = bookStreamSource<AskedAccount, string>(dependencies, {
    name: "account",
    keyOf: ({ account, chainIds }) =>
      `${account.chainId ?? ""} ${account.address} ${chainIds.join()}`,
    stateAt: async (standing, asked) => text(await book.valueAccount({ standing, ...asked })),
    async pastStateAt(facts, vector, asked) {
      const value = await valuer.valueAccount({ facts, vector, ...asked });
      return text(markDoubts(value, await parity.openMismatches({ facts, vector })));
    },
    membersJson: (state) => state,
    changesJson: (before, after) => (before === after ? null : after),
  });
  return createEventStream({
    ...{ source, log, metrics },
    settings: { ...BOOK_STREAM_SETTINGS, ...dependencies.settings },
  });
}
