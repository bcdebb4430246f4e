/**
 * The address that repeats an answer: with the answer's own block vector, and without what asks
 * about the present. An answer that names no vector has its own address.
 */
export function repeatUrl(url: string, at: string | null): string {
  const repeated = new URL(url);
  if (at !== null) {
    repeated.searchParams.delete("maxAgeSeconds");
    repeated.searchParams.set("at", at);
  }
  return repeated.href.replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%7E", "~");
}
