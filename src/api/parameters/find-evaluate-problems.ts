import type { ProblemDetail } from "../errors/problem-error.ts";
import { validationProblem } from "../errors/validation-problem.ts";
import { evaluatePolicySchema } from "./evaluate-body.ts";

type Loose = Readonly<Record<string, unknown>>;

/**
 * What in a body contradicts something else in it, each with its place. It looks at any JSON, well
 * shaped or not, so that these problems are listed together with those of shape.
 */
export function findEvaluateProblems(body: unknown, policyIds: readonly string[]): ProblemDetail[] {
  if (!isObject(body)) return [];
  const problems: ProblemDetail[] = [];
  const say = (pointer: string, detail: string) =>
    problems.push({ pointer: `body/${pointer}`, detail });
  const { policy, feeds, observations, lastGood, at } = body;
  if (typeof policy === "string" && !policyIds.includes(policy)) {
    say("policy", `The methodology has no policy "${policy}"; it has ${policyIds.join(", ")}.`);
  }
  if (isObject(policy)) {
    const { error } = evaluatePolicySchema.safeParse(policy);
    if (error !== undefined) {
      problems.push(...validationProblem("body/policy", error).errors);
    }
    findPolicyProblems(policy, say);
  }
  const accepted = lastGoodTime(lastGood);
  const ids = listOf(feeds).map((feed) => feed.id);
  ids.forEach((id, index) => {
    if (typeof id === "string" && ids.indexOf(id) < index) {
      say(`feeds/${index}/id`, `The feed "${id}" is listed more than once.`);
    }
  });
  listOf(observations).forEach(({ feed, time, writeTime }, index) => {
    if (typeof feed === "string" && !ids.includes(feed)) {
      say(`observations/${index}/feed`, `There is no feed "${feed}".`);
    }
    const written = isNumber(writeTime) ? writeTime : time;
    if (isNumber(written) && isNumber(accepted) && written <= accepted) {
      say(
        `observations/${index}`,
        `It was written at ${written}, not after the last good price of ${accepted}.`,
      );
    }
  });
  (Array.isArray(at) ? at : []).forEach((time: unknown, index: number) => {
    if (isNumber(time) && isNumber(accepted) && time <= accepted) {
      say(`at/${index}`, `${time} is not after the last good price of ${accepted}.`);
    }
  });
  return problems;
}

function findPolicyProblems(policy: Loose, say: (pointer: string, detail: string) => void): void {
  const { softSpreadBps, hardSpreadBps, lastGoodSeconds, breaker, step } = policy;
  if (isNumber(softSpreadBps) && isNumber(hardSpreadBps) && softSpreadBps > hardSpreadBps) {
    say("policy/softSpreadBps", "The soft spread is above the hard spread.");
  }
  const spans = [
    ["policy/breaker/boxSeconds", isObject(breaker) ? breaker.boxSeconds : null],
    ["policy/step/windowSeconds", isObject(step) ? step.windowSeconds : null],
  ] as const;
  for (const [pointer, seconds] of spans) {
    if (isNumber(seconds) && isNumber(lastGoodSeconds) && seconds > lastGoodSeconds) {
      say(pointer, `A last good price of ${lastGoodSeconds} s does not last for ${seconds} s.`);
    }
  }
}

function lastGoodTime(lastGood: unknown): unknown {
  return isObject(lastGood) ? lastGood.asOf : undefined;
}

function listOf(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map((one) => (isObject(one) ? one : {})) : [];
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
