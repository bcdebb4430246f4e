import { getTableColumns, getTableName, type Table } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";

type Row = Record<string, unknown>;
type Change = Row | ((row: Row) => Row);

/**
 * Ponder's indexing store on Maps. Stricter than the real one where that finds mistakes: access is by
 * the whole primary key and nothing else, chainId leads every key, an insert must state what happens
 * on a conflict, every row has all its columns with values of the right kind, and addresses are lower
 * case.
 */
export function createFakeDatabase() {
  const tables = new Map<string, Map<string, Row>>();

  const rowsOf = (table: Table): Map<string, Row> => {
    const name = getTableName(table);
    const rows = tables.get(name) ?? new Map<string, Row>();
    tables.set(name, rows);
    return rows;
  };

  const db = {
    async find(table: Table, key: Row): Promise<Row | null> {
      const found = rowsOf(table).get(keyOf(table, key, "exact"));
      return found === undefined ? null : { ...found };
    },

    insert(table: Table) {
      return {
        values(row: Row) {
          checkRow(table, row);
          const key = keyOf(table, row, "part");
          const rows = rowsOf(table);
          return {
            // biome-ignore lint/suspicious/noThenProperty: awaiting an insert without a policy must fail.
            then(_resolve: unknown, reject: (error: Error) => void): void {
              reject(new Error(`An insert into ${getTableName(table)} states no conflict policy.`));
            },
            async onConflictDoNothing(): Promise<Row | null> {
              if (rows.has(key)) return null;
              rows.set(key, { ...row });
              return { ...row };
            },
            async onConflictDoUpdate(change: Change): Promise<Row> {
              const before = rows.get(key);
              const after =
                before === undefined
                  ? { ...row }
                  : { ...before, ...changed(table, before, change) };
              checkRow(table, after);
              rows.set(key, after);
              return { ...after };
            },
          };
        },
      };
    },

    update(table: Table, key: Row) {
      return {
        async set(change: Change): Promise<Row> {
          const id = keyOf(table, key, "exact");
          const before = rowsOf(table).get(id);
          if (before === undefined)
            throw new Error(`${getTableName(table)} has no row ${id} to update.`);
          const after = { ...before, ...changed(table, before, change) };
          checkRow(table, after);
          rowsOf(table).set(id, after);
          return { ...after };
        },
      };
    },

    async delete(table: Table, key: Row): Promise<boolean> {
      return rowsOf(table).delete(keyOf(table, key, "exact"));
    },
  };

  return {
    db,
    /** All rows of a table, in the order of their first insert. */
    rows<T extends Table>(table: T): T["$inferSelect"][] {
      return [...rowsOf(table).values()].map((row) => ({ ...row })) as T["$inferSelect"][];
    },
  };
}

function primaryKeyOf(table: Table): string[] {
  const columns = Object.entries(getTableColumns(table));
  const [key] = getTableConfig(table as PgTable).primaryKeys;
  if (key === undefined) throw new Error(`${getTableName(table)} has no composite primary key.`);
  const names = key.columns.map((column) => {
    const property = columns.find(([, one]) => one.name === column.name)?.[0];
    if (property === undefined) throw new Error(`${column.name} is not a column.`);
    return property;
  });
  if (names[0] !== "chainId")
    throw new Error(`chainId does not lead the primary key of ${getTableName(table)}.`);
  return names;
}

/** The key as text. `exact`: nothing but the key's columns may be given. */
function keyOf(table: Table, row: Row, mode: "exact" | "part"): string {
  const names = primaryKeyOf(table);
  const missing = names.filter((name) => row[name] === undefined || row[name] === null);
  const others = Object.keys(row).filter((name) => !names.includes(name));
  if (missing.length > 0 || (mode === "exact" && others.length > 0)) {
    throw new Error(
      `Access to ${getTableName(table)} is not by its primary key (${names.join(", ")}): missing [${missing}], not in it [${mode === "exact" ? others : ""}].`,
    );
  }
  return names.map((name) => String(row[name])).join("/");
}

function changed(table: Table, before: Row, change: Change): Row {
  const after = typeof change === "function" ? change({ ...before }) : change;
  const keys = primaryKeyOf(table).filter((name) => name in after && after[name] !== before[name]);
  if (keys.length > 0)
    throw new Error(`A change of ${getTableName(table)} changes its key: ${keys}.`);
  return after;
}

const typeOfColumn = new Map<string, string>([
  ["PgInteger", "number"],
  ["PgEvmBigint", "bigint"],
  ["PgBoolean", "boolean"],
]);

function checkRow(table: Table, row: Row): void {
  const columns = getTableColumns(table);
  const place = (name: string) => `${getTableName(table)}.${name}`;
  for (const name of Object.keys(row)) {
    if (!(name in columns)) throw new Error(`${place(name)} is not a column.`);
  }
  for (const [name, column] of Object.entries(columns)) {
    const value = row[name];
    if (value === undefined || value === null) {
      if (column.notNull) throw new Error(`${place(name)} must not be null.`);
      continue;
    }
    if (typeof value !== (typeOfColumn.get(column.columnType) ?? "string"))
      throw new Error(`${place(name)} got a ${typeof value}: ${String(value)}.`);
    if (column.columnType === "PgInteger" && !Number.isInteger(value))
      throw new Error(`${place(name)} got ${String(value)}, not an integer.`);
    if (column.columnType === "PgHex" && value !== String(value).toLowerCase())
      throw new Error(`${place(name)} got ${String(value)}, which is not lower case.`);
  }
}
