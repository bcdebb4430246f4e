type Column = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** The column itself where it holds so many values, otherwise one of at least twice its length with the same values. */
export function growColumn<Grown extends Column>(column: Grown, length: number): Grown {
  if (column.length >= length) return column;
  const Constructor = column.constructor as new (length: number) => Grown;
  const grown = new Constructor(Math.max(length, column.length * 2));
  grown.set(column);
  return grown;
}
