import type { RememberAtBlock } from "./protocol-adapter.ts";

/**
 * The values of the keys at the block, by key: those that are not remembered yet are read, all at
 * once. A key without a value is left out.
 */
export async function rememberEach<Value>(parameters: {
  remember: RememberAtBlock | undefined;
  /** What the values are. */
  name: string;
  keys: Iterable<string>;
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
}): Promise<Map<string, Value>> {
  const { remember, name, keys, read } = parameters;
  const wanted = [...new Set(keys)];
  if (wanted.length === 0) return new Map();
  const create = async () => new Map<string, Value>();
  const known = await (remember === undefined ? create() : remember(name, create));
  const missing = wanted.filter((key) => !known.has(key));
  if (missing.length > 0) {
    for (const [key, value] of await read(missing)) known.set(key, value);
  }
  return new Map(
    wanted.flatMap((key) => {
      const value = known.get(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
