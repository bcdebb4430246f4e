import { stringify } from "csv-stringify/sync";
import { csvCell } from "./csv-cell.ts";

type Inner<Value> = NonNullable<Value> extends readonly (infer Item)[]
  ? Inner<Item>
  : NonNullable<Value> extends object
    ? CsvPath<NonNullable<Value>>
    : never;

/** The place of a value in a row: the names of members, joined by points; within lists of each item. */
export type CsvPath<Row> = {
  [Key in keyof Row & string]: Key | `${Key}.${Inner<Row[Key]>}`;
}[keyof Row & string];

/** How an answer is a table: a column is named by the path at which the JSON answer has its value. */
export type CsvTable<Answer> = {
  /** Of the file: `ballast-<name>-<vector>.csv`. */
  name: string;
  columns: readonly string[];
  rowsOf(answer: Answer): readonly unknown[][];
  /** Whether the next page is to be asked for at the vector of this one, by its `at`. */
  pagesAtVector: boolean;
};

/** The columns of a `Quantity`: the exact decimal, and the raw integer with its decimals. */
export function quantityColumns<Path extends string>(path: Path) {
  return [`${path}.decimal`, `${path}.raw`, `${path}.decimals`] as const;
}

/**
 * The table of an answer whose rows have `columns`, after which come columns of the answer as a whole,
 * the same in each row.
 */
export function csvTable<Answer extends object>() {
  return <Row extends object>(table: {
    name: string;
    rows: (answer: Answer) => readonly Row[];
    columns: readonly CsvPath<Row>[];
    answerColumns?: readonly CsvPath<Answer>[];
    pagesAtVector?: boolean;
  }): CsvTable<Answer> => {
    const { name, rows, columns, answerColumns = [], pagesAtVector = false } = table;
    return {
      ...{ name, pagesAtVector, columns: [...columns, ...answerColumns] },
      rowsOf: (answer) => {
        const same = answerColumns.map((path) => valueAt(answer, path.split(".")));
        const paths = columns.map((path) => path.split("."));
        return rows(answer).map((row) => [...paths.map((path) => valueAt(row, path)), ...same]);
      },
    };
  };
}

/** The table of an answer as RFC 4180 has it, with a header. */
export function csvText<Answer>({ columns, rowsOf }: CsvTable<Answer>, answer: Answer): string {
  return stringify([[...columns], ...rowsOf(answer).map((row) => row.map(csvCell))], {
    record_delimiter: "windows",
    // Alone, half of a line break is quoted as well.
    quoted_match: /[\r\n]/,
  });
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => valueAt(item, [key, ...rest]));
  return valueAt((value as Record<string, unknown>)[key], rest);
}
