/**
 * Whether `If-None-Match` names a tag, by RFC 9110's weak comparison: `W/` does not count. `*`, which
 * names whatever there is, is not decided here.
 */
export function namesEntityTag(ifNoneMatch: string, tag: string): boolean {
  const opaque = opaqueTag(tag);
  // A tag's text may hold a comma, so the list is not split by commas.
  return (ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? []).some((one) => opaqueTag(one) === opaque);
}

function opaqueTag(tag: string): string {
  return tag.startsWith("W/") ? tag.slice(2) : tag;
}
