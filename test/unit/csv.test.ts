import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell } from "../../src/api/csv/csv-cell.ts";
import { csvTable, csvText, quantityColumns } from "../../src/api/csv/csv-table.ts";
import { parseCsv, parseCsvTable } from "../support/api/parse-csv.ts";

type Answer = {
  at: string;
  items: {
    symbol: string;
    value: { decimal: string; raw: string; decimals: number } | null;
    causes: { code: string }[];
    note?: string;
  }[];
};

const table = csvTable<Answer>()({
  name: "test",
  rows: ({ items }) => items,
  columns: ["symbol", ...quantityColumns("value"), "causes.code", "note"],
  answerColumns: ["at"],
});

describe("a cell", () => {
  it("is empty where nothing is known, and never 0", () => {
    expect([null, undefined, [], "", 0, 0n, false].map(csvCell)).toEqual([
      ...["", "", "", "", "0", "0", "false"],
    ]);
  });

  it("is no formula, while numbers keep their sign", () => {
    expect(
      ["=1+1", "+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "＝1", "'quoted", ["=a", "b"]].map(csvCell),
    ).toEqual(["'=1+1", "'+1", "'-2+3", "'@SUM(A1)", "'\tx", "'\rx", "'＝1", "''quoted", "'=a;b"]);
    expect(["-1", "-0.5", "1.25", -7, "0x1f", "-1e5"].map(csvCell)).toEqual([
      ...["-1", "-0.5", "1.25", "-7", "0x1f", "'-1e5"],
    ]);
  });

  it("never begins as a formula and gives its text back", () => {
    const start = fc.constantFrom("", "=", "+", "-", "@", "\t", "\r", "'", "-1", "＝");
    fc.assert(
      fc.property(start, fc.string(), (start, rest) => {
        const text = `${start}${rest}`;
        const cell = csvCell(text);
        const isSafe = /^-?\d+(\.\d+)?$/.test(cell) || !/^[=+\-@\t\r]/.test(cell);
        return isSafe && (cell.startsWith("'") ? cell.slice(1) : cell) === text;
      }),
    );
  });
});

describe("a table", () => {
  it("is RFC 4180 with a header, exact numbers and raw integers apart", () => {
    const text = csvText(table, {
      at: "eip155:1:5~ab",
      items: [
        {
          symbol: 'WETH, "wrapped"',
          value: { decimal: "-1.5", raw: "-1500000", decimals: 6 },
          causes: [{ code: "a" }, { code: "b" }],
        },
        { symbol: "=X\n", value: null, causes: [], note: "n" },
      ],
    });
    expect(text).toBe(
      'symbol,value.decimal,value.raw,value.decimals,causes.code,note,at\r\n"WETH, ""wrapped""",-1.5,-1500000,6,a;b,,eip155:1:5~ab\r\n"\'=X\n",,,,,n,eip155:1:5~ab\r\n',
    );
  });

  it("has its header also where it has no row", () => {
    expect(parseCsv(csvText(table, { at: "x", items: [] }))).toEqual([[...table.columns]]);
  });

  it("is read back as it was, whatever the texts are", () => {
    const item = fc.record({
      symbol: fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "=", "-", "é") }),
      value: fc.constant(null),
      causes: fc.constant<Answer["items"][number]["causes"]>([]),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const rows = parseCsvTable(csvText(table, { at: "x", items }));
        expect(rows.map(({ symbol }) => symbol?.replace(/^'/, ""))).toEqual(
          items.map(({ symbol }) => symbol),
        );
      }),
    );
  });
});
