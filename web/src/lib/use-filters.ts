import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

export type Filters<Name extends string> = {
  /** As the address has them; without what is not set. For a request: `query: { ...values }`. */
  values: Partial<Record<Name, string>>;
  isFiltered: boolean;
  /** Sets a filter in the address, or takes it out, and goes back to the first page. */
  change(name: Name, value: string | undefined): void;
  clear(): void;
};

/** Filters of a list, kept in the address so that a link has them. `names` must not change. */
export function useFilters<const Name extends string>(names: readonly Name[]): Filters<Name> {
  const [parameters, setParameters] = useSearchParams();
  const key = names.map((name) => parameters.get(name) ?? "").join("\n");
  const change = useCallback(
    (name: Name, value: string | undefined) => {
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          after.delete("cursor");
          if (value === undefined || value === "") after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: true },
      );
    },
    [setParameters],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is all of them.
  return useMemo(() => {
    const values: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = parameters.get(name)?.trim();
      if (value !== undefined && value !== "") values[name] = value;
    }
    return {
      values,
      isFiltered: Object.keys(values).length > 0,
      change,
      clear() {
        setParameters(
          (before) => {
            const after = new URLSearchParams(before);
            for (const name of ["cursor", ...names]) after.delete(name);
            return after;
          },
          { replace: true },
        );
      },
    };
  }, [key, change]);
}
