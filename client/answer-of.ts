import { toBallastProblem } from "./ballast-problem.ts";

/** What a call of the client resolves to. */
export type ClientResult<Answer> =
  | { data: Answer; error?: never; response: Response }
  | { data?: never; error: unknown; response: Response };

/**
 * The answer of a call, or its refusal thrown:
 * `const { totals } = await answerOf(client.GET("/v1/accounts/{account}/collateral", …))`.
 * @throws BallastProblem where the server refuses; what `fetch` throws where it is not reached.
 */
export async function answerOf<Answer>(
  call: Promise<ClientResult<Answer>>,
): Promise<Exclude<Answer, undefined>> {
  const { data, error, response } = await call;
  if (!response.ok) throw toBallastProblem(error, response);
  return data as Exclude<Answer, undefined>;
}
