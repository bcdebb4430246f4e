import type { Hex } from "viem";
import type { Network } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import { type AccountId, chainCaip2, parseAccountId } from "../../core/identifiers.ts";
import { accountIdText } from "../answers/account-id-text.ts";
import type { ProblemCode } from "../errors/problem-catalogue.ts";
import type { ProblemDetail } from "../errors/problem-error.ts";
import { linkStatementSchema, signatureSchema } from "../parameters/link-body.ts";
import { findSignatureProblem } from "./find-signature-problem.ts";
import { type LinkStatement, linkId } from "./link-statement.ts";

/** As far as the clock of who signs may run ahead. */
const FARTHEST_AHEAD_SECONDS = 60;
/** A signature that nobody has handed in for so long is not used any more. */
const LONGEST_HELD_SECONDS = 7 * 86_400;

const SIDES = ["first", "second"] as const;

/** Where and when a link is judged. */
export type LinkPlace = {
  network: Pick<Network, "name" | "chains">;
  contracts: Pick<ContractReader, "read">;
  /** The newest indexed blocks, at which contract accounts are asked. */
  indexed: BlockVector;
  nowSeconds: number;
};

/**
 * Everything that is wrong with a link beside the shape of its parts, each with its place and code. It
 * looks at any JSON, so that these problems are listed together with those of shape; a part whose shape
 * is wrong is passed over.
 * @throws BallastError `chain-unreadable` where a contract account cannot be asked.
 */
export async function findLinkProblems(body: unknown, place: LinkPlace): Promise<ProblemDetail[]> {
  if (!isObject(body)) return [];
  const { statement, signatures } = body;
  if (!isObject(statement)) return [];
  const problems = [...findStatementProblems(statement, place)];
  const { data: sound } = linkStatementSchema.safeParse(statement);
  if (sound === undefined || !isObject(signatures)) return problems;
  for (const side of SIDES) {
    const account = readAccount(sound[side]);
    const { data: signature } = signatureSchema.safeParse(signatures[side]);
    if ("problem" in account || signature === undefined) continue;
    if (!isKnownChain(account, place.network)) continue;
    const detail = await findSignatureProblem({
      ...{ account, digest: linkId(sound), contracts: place.contracts, vector: place.indexed },
      signature: signature.toLowerCase() as Hex,
    });
    if (detail === null) continue;
    problems.push({ pointer: `body/signatures/${side}`, detail, code: "signature-invalid" });
  }
  return problems;
}

type Loose = Readonly<Record<string, unknown>>;

function* findStatementProblems(statement: Loose, place: LinkPlace): Iterable<ProblemDetail> {
  const { network, first, second, issuedAt, expiresAt } = statement;
  const { nowSeconds } = place;
  const problem = (
    name: keyof LinkStatement,
    code: ProblemCode,
    detail: string,
  ): ProblemDetail => ({
    ...{ pointer: `body/statement/${name}`, detail, code },
  });
  if (typeof network === "string" && network !== place.network.name) {
    yield problem(
      "network",
      "other-network",
      `The statement is for ${network}; this is ${place.network.name}.`,
    );
  }
  for (const side of SIDES) {
    const text = statement[side];
    if (typeof text !== "string") continue;
    const account = readAccount(text);
    if ("problem" in account) {
      yield problem(side, "malformed-account", account.problem);
    } else if (!isKnownChain(account, place.network)) {
      yield problem(
        side,
        "unknown-chain",
        `${chainCaip2(account.chainId!)} is not indexed here; ${place.network.chains
          .map(({ chainId }) => chainCaip2(chainId))
          .join(", ")} are.`,
      );
    }
  }
  if (typeof first === "string" && typeof second === "string") {
    if (isSame(first, second)) {
      yield problem("second", "self-link", `${first} and ${second} are one account already.`);
    } else if (first > second) {
      yield problem("first", "not-ordered", `Name ${second} first: it is the lesser text.`);
    }
  }
  if (isNumber(issuedAt) && issuedAt > nowSeconds + FARTHEST_AHEAD_SECONDS) {
    yield problem("issuedAt", "not-yet-valid", `${issuedAt} is after the present, ${nowSeconds}.`);
  }
  if (isNumber(issuedAt) && issuedAt < nowSeconds - LONGEST_HELD_SECONDS) {
    yield problem(
      "issuedAt",
      "expired",
      `It was signed more than ${LONGEST_HELD_SECONDS} s before the present, ${nowSeconds}: sign it anew.`,
    );
  }
  if (isNumber(expiresAt) && expiresAt !== 0) {
    if (expiresAt <= nowSeconds) {
      yield problem("expiresAt", "expired", `It ended at ${expiresAt}; now it is ${nowSeconds}.`);
    } else if (isNumber(issuedAt) && expiresAt <= issuedAt) {
      yield problem("expiresAt", "expired", `It ends at ${expiresAt}, before it begins.`);
    }
  }
}

/** @returns why a text is no account, or is not written in the one way. */
function readAccount(text: string): AccountId | { problem: string } {
  try {
    const account = parseAccountId(text);
    const canonical = accountIdText(account);
    return text === canonical ? account : { problem: `Write ${text} as ${canonical}.` };
  } catch (error) {
    if (!(error instanceof BallastError)) throw error;
    return { problem: error.message };
  }
}

function isKnownChain({ chainId }: AccountId, { chains }: Pick<Network, "chains">): boolean {
  return chainId === undefined || chains.some((chain) => chain.chainId === chainId);
}

/** A plain address is the same account as its own on one chain. */
function isSame(first: string, second: string): boolean {
  const [a, b] = [readAccount(first), readAccount(second)];
  if ("problem" in a || "problem" in b || a.address !== b.address) return first === second;
  return a.chainId === b.chainId || a.chainId === undefined || b.chainId === undefined;
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
