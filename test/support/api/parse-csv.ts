/** Rows of cells of a text by RFC 4180. @throws Error where it is not one. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      at += 1;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) throw new Error("A quoted cell has no end.");
        if (text[at] === '"') at += 1;
        cell += text[at];
        at += 1;
      }
      at += 1;
    } else {
      const end = /[,\r]/.exec(text.slice(at))?.index ?? text.length - at;
      cell = text.slice(at, at + end);
      if (/["\n]/.test(cell)) throw new Error(`The cell ${cell} has to be quoted.`);
      at += end;
    }
    row.push(cell);
    if (text[at] === ",") at += 1;
    else if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
      continue;
    } else throw new Error(`A cell ends at ${at} with neither a comma nor a line.`);
    if (at === text.length) throw new Error("The last line has no end.");
  }
  if (row.length > 0) throw new Error("The last line has no end.");
  return rows;
}

/** The rows as objects by the header. */
export function parseCsvTable(text: string): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(text);
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`A row has ${row.length} cells.`);
    return Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""]));
  });
}
