import { BallastError } from "../../src/core/ballast-error.ts";

/**
 * The names of a list that commas or spaces separate; all that are known where it is not set.
 * @throws BallastError that names the variable, the wrong name and those that are allowed.
 */
export function chooseNames<Name extends string>(parameters: {
  variable: string;
  text: string | undefined;
  known: readonly Name[];
}): ReadonlySet<Name> {
  const { variable, text, known } = parameters;
  if (text === undefined) return new Set(known);
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  const unknown = names.filter((name) => !(known as readonly string[]).includes(name));
  if (unknown.length > 0 || names.length === 0) {
    const state = unknown.length > 0 ? `does not know ${unknown.join(", ")}` : "names nothing";
    throw new BallastError(`${variable} ${state}. It may name ${known.join(", ")}.`, {
      code: "environment",
      remedy: "See .env.example.",
    });
  }
  return new Set(names as Name[]);
}
