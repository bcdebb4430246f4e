import type { AccountId } from "../../core/identifiers.ts";
import { accountStateAnswer } from "../answers/account-collateral.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { LiveBook } from "../book/create-live-book.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import type { Price } from "../pricing/price.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import { unifyAccount } from "../valuation/unified/unify-account.ts";
import { type BookSnapshot, bookStreamSource } from "./book-stream-source.ts";
import { createEventStream, type EventStream } from "./create-event-stream.ts";
import { BOOK_STREAM_SETTINGS, type StreamSettings } from "./stream-settings.ts";

export type AskedAccount = { account: AccountId; chainIds: readonly number[] };
export type AccountStream = EventStream<AskedAccount, BookSnapshot<string>>;

/** An account's markets, totals and causes, told whenever any of it changes. */
export function createAccountStream(
  dependencies: Pick<
    AppDependencies,
    | "network"
    | "withSnapshot"
    | "blocks"
    | "clock"
    | "methodologies"
    | "valuer"
    | "parity"
    | "log"
    | "metrics"
  > & { book: LiveBook; settings?: Partial<StreamSettings> },
): AccountStream {
  const { book, methodologies, valuer, parity, log, metrics } = dependencies;
  // By two vectors alone, whatever the clock and the nodes say: without bounds.
  const text = (parameters: {
    value: AccountValue;
    prices: ReadonlyMap<string, Price>;
    methodology: HashedMethodology;
  }) => {
    const { markets } = parameters.value;
    const unified = unifyAccount({ ...parameters, markets, finalMarkets: null, lagSeconds: 0 });
    return JSON.stringify(accountStateAnswer({ ...parameters, unified })).slice(1, -1);
  };

  const source = bookStreamSource<AskedAccount, string>(dependencies, {
    name: "account",
    keyOf: ({ account, chainIds }) =>
      `${account.chainId ?? ""} ${account.address} ${chainIds.join()}`,
    stateAt: async (standing, asked) =>
      text({ ...standing, value: await book.valueAccount({ standing, ...asked }) }),
    async pastStateAt(facts, vector, asked) {
      const value = await valuer.valueAccount({ facts, vector, ...asked });
      return text({
        value: markDoubts(value, await parity.openMismatches({ facts, vector })),
        prices: await valuer.pricesAt({ facts, vector }),
        methodology: await methodologies.at({ facts, vector }),
      });
    },
    membersJson: (state) => state,
    changesJson: (before, after) => (before === after ? null : after),
  });
  return createEventStream({
    ...{ source, log, metrics },
    settings: { ...BOOK_STREAM_SETTINGS, ...dependencies.settings },
  });
}
