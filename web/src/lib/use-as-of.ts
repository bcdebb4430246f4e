import { useMemo } from "react";
import { useSearchParams } from "react-router";

export type AsOf = {
  /** As the address has it: a block vector or unix seconds; undefined for the present. */
  at: string | undefined;
  isLive: boolean;
  /** For a request: `query: { ...asOf.query, … }`. */
  query: { at?: string };
  /** What a link to another view needs behind its path to stay at the same moment. */
  search: string;
  goTo(at: string | undefined): void;
};

/** The moment that the page is about, kept in the address as `?at=`. */
export function useAsOf(): AsOf {
  const [parameters, setParameters] = useSearchParams();
  const at = parameters.get("at")?.trim() || undefined;
  return useMemo(
    () => ({
      at,
      isLive: at === undefined,
      query: at === undefined ? {} : { at },
      search: at === undefined ? "" : `?at=${encodeAt(at)}`,
      goTo(next) {
        setParameters((before) => {
          const after = new URLSearchParams(before);
          if (next === undefined) after.delete("at");
          else after.set("at", next);
          return after;
        });
      },
    }),
    [at, setParameters],
  );
}

/** Colons and commas may stand in a query as they are, which keeps a vector readable. */
export function encodeAt(at: string): string {
  return encodeURIComponent(at).replaceAll("%3A", ":").replaceAll("%2C", ",");
}
