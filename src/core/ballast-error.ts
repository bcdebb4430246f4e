/**
 * Base of every error that Ballast raises on purpose. `message` is one sentence that names the
 * offending value; `remedy` says what to do about it. `code` is stable and appears in problem JSON
 * and in logs.
 */
export class BallastError extends Error {
  override readonly name: string = "BallastError";
  readonly code: string;
  readonly remedy: string | undefined;

  constructor(
    message: string,
    parameters: { code: string; remedy?: string | undefined; cause?: unknown },
  ) {
    super(parameters.remedy === undefined ? message : `${message} ${parameters.remedy}`, {
      cause: parameters.cause,
    });
    this.code = parameters.code;
    this.remedy = parameters.remedy;
  }
}
