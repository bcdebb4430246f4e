import { Link, useSearchParams } from "react-router";
import { encodeAt } from "../lib/use-as-of.ts";

/**
 * From one page of a list to the next by its cursor in the address; back is the browser's own. Where a
 * list changes with the blocks, its pages belong to the moment of the first: `at` holds it.
 */
export function Pager({ next, at }: { next: string | null; at?: string }) {
  const [parameters] = useSearchParams();
  const isFirst = !parameters.has("cursor");
  if (isFirst && next === null) return null;
  const to = (change: (search: URLSearchParams) => void) => {
    const search = new URLSearchParams(parameters);
    change(search);
    const pinned = search.get("at");
    search.delete("at");
    const rest = search.toString();
    const moment = pinned === null ? "" : `at=${encodeAt(pinned)}`;
    return `?${[moment, rest].filter((part) => part !== "").join("&")}`;
  };
  return (
    <nav className="pager" aria-label="Pages">
      {!isFirst && <Link to={to((search) => search.delete("cursor"))}>First page</Link>}
      {next === null ? (
        <span>This is the last page.</span>
      ) : (
        <Link
          to={to((search) => {
            search.set("cursor", next);
            if (at !== undefined) search.set("at", at);
          })}
        >
          Next page
        </Link>
      )}
      {at !== undefined && next !== null && !parameters.has("at") && (
        <span>The next page is of the same moment as this one, which is then in the past.</span>
      )}
    </nav>
  );
}
