import { BallastError } from "../../src/core/ballast-error.ts";

/** One value of a file. */
export type CsvObservation = {
  feedId: string;
  rawValue: bigint;
  decimals: number;
  timeSeconds: number;
  roundKey: string;
};

export type ParsedCsv = {
  /** By time; of equal times, in the order of the file. */
  observations: CsvObservation[];
  /** Rounds of a Chainlink phase that were written when the next phase had begun. */
  superseded: number;
};

const CHAINLINK_DECIMALS = 8;

/**
 * Observations of a CSV file with a header line; lines that begin with `#` are comments. Two shapes:
 * `feedId,timestamp,value,decimals` in any order of columns, and Chainlink rounds with `answer`,
 * `updatedAt`, `phaseId`, `aggregatorRoundId` (answers of 8 decimals), all of one feed `feedId`. Of
 * rounds, a phase counts until the first round of the next one: phases overlap, and the proxy names
 * one aggregator at a time.
 * @throws BallastError `csv` with the line and what is wrong in it.
 */
export function parseFeedCsv(text: string, { feedId }: { feedId: string }): ParsedCsv {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "" && !line.startsWith("#"));
  const [header, ...rows] = lines;
  const columns = header?.line.split(",").map((name) => name.trim()) ?? [];
  const isChainlink = columns.includes("answer") && columns.includes("updatedAt");
  const needed = isChainlink ? ["answer", "updatedAt"] : ["feedId", "timestamp", "value"];
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new BallastError(`The file lacks the columns ${missing.join(", ")}.`, {
      code: "csv",
      remedy: "It needs feedId,timestamp,value,decimals or Chainlink's answer,updatedAt.",
    });
  }
  const parsed = rows.map(({ line, number }) => {
    const cells = line.split(",");
    const cell = (name: string): string | undefined => cells[columns.indexOf(name)]?.trim();
    const whole = (name: string, otherwise?: string) =>
      wholeNumber(cell(name) ?? otherwise, name, number);
    return {
      feedId: isChainlink ? feedId : (cell("feedId") ?? ""),
      rawValue: whole(isChainlink ? "answer" : "value"),
      decimals: isChainlink ? CHAINLINK_DECIMALS : Number(whole("decimals", "0")),
      timeSeconds: Number(whole(isChainlink ? "updatedAt" : "timestamp")),
      phase: isChainlink ? Number(whole("phaseId", "1")) : 1,
      roundKey: cell("roundId") ?? String(number),
    };
  });
  const phaseBegins = new Map<number, number>();
  for (const { phase, timeSeconds } of parsed) {
    phaseBegins.set(phase, Math.min(timeSeconds, phaseBegins.get(phase) ?? timeSeconds));
  }
  const inForce = parsed.filter(({ phase, timeSeconds }) =>
    [...phaseBegins].every(([later, begin]) => later <= phase || timeSeconds < begin),
  );
  return {
    observations: inForce
      .map(({ phase: _, ...observation }) => observation)
      .sort((a, b) => a.timeSeconds - b.timeSeconds),
    superseded: parsed.length - inForce.length,
  };
}

function wholeNumber(text: string | undefined, name: string, line: number): bigint {
  if (text !== undefined && /^-?\d+$/.test(text)) return BigInt(text);
  throw new BallastError(`Line ${line}: ${name} "${text ?? ""}" is not a whole number.`, {
    code: "csv",
    remedy: "Values are raw integers, of which `decimals` digits are the fraction.",
  });
}
