import type { ContentfulStatusCode } from "hono/utils/http-status";
import { BallastError } from "../../core/ballast-error.ts";
import type { ProblemCode } from "./problem-catalogue.ts";

/**
 * One wrong part of a request: `pointer` is a parameter's name or a JSON pointer into the body, `code`
 * what is wrong where parts of one request are so in ways of their own.
 */
export type ProblemDetail = { pointer: string; detail: string; code?: ProblemCode };

/** An error that knows its form over HTTP: RFC 9457 problem JSON. */
export class ProblemError extends BallastError {
  override readonly name = "ProblemError";
  declare readonly code: ProblemCode;
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly errors: readonly ProblemDetail[];
  /** Members of the problem beside the standard ones. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(parameters: {
    status: ContentfulStatusCode;
    code: ProblemCode;
    title: string;
    detail: string;
    errors?: readonly ProblemDetail[];
    extensions?: Readonly<Record<string, unknown>>;
    headers?: Readonly<Record<string, string>>;
    cause?: unknown;
  }) {
    super(parameters.detail, { code: parameters.code, cause: parameters.cause });
    this.status = parameters.status;
    this.title = parameters.title;
    this.errors = parameters.errors ?? [];
    this.extensions = parameters.extensions ?? {};
    this.headers = parameters.headers ?? {};
  }
}
