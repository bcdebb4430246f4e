import type { Context } from "hono";
import type { AppDependencies } from "../app-dependencies.ts";
import { type AnswerBasis, answerTag } from "./answer-tag.ts";
import { namesEntityTag } from "./entity-tag.ts";

/** Thrown where the caller has the answer already: there is nothing to work out. */
export class NotModified extends Error {
  override readonly name = "NotModified";
}

/**
 * Says by which tag the answer is known, once everything that it depends on is known and before it is
 * worked out. An answer without anything of the present may be kept and asked about again; one about
 * the present is never to be kept.
 * @throws NotModified where `If-None-Match` names the tag.
 */
export function requireModified(
  context: Context,
  { http }: Pick<AppDependencies, "http">,
  basis: AnswerBasis,
): void {
  const { url } = context.req;
  const query = url.indexOf("?");
  const request = `${context.req.path}${query < 0 ? "" : url.slice(query)} ${context.req.header("Accept") ?? ""}`;
  requireOtherTag(context, {
    tag: answerTag({ release: http.release, request, basis }),
    isPresent: basis.present !== null,
  });
}

/** The same of an answer whose tag is known. */
export function requireOtherTag(
  context: Context,
  { tag, isPresent }: { tag: string; isPresent: boolean },
): void {
  context.header("ETag", tag);
  if (!isPresent) context.header("Cache-Control", "no-cache");
  const known = context.req.header("If-None-Match");
  if (known !== undefined && namesEntityTag(known, tag)) throw new NotModified();
}

/** The answer to whoever has it already, with the headers that it would have. */
export function notModifiedResponse(context: Context): Response {
  return context.body(null, 304);
}
