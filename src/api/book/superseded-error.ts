/** A standing whose blocks are part of their chains no longer: ask at the newest one. */
export class SupersededError extends Error {
  override readonly name = "SupersededError";
}
