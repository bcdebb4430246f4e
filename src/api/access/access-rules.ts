import { z } from "zod";

const classSchema = z.strictObject({
  /** Units that a caller may use in a window; a plain request costs one: see `requestCost`. */
  requests: z.int().min(20).max(100_000_000),
  windowSeconds: z.int().min(1).max(86_400).default(60),
  /** Event streams that a caller may have open. */
  streams: z.int().min(0).max(10_000).default(100),
});

/** A file of API keys: who may ask how much. Keys are named by their SHA-256, never by themselves. */
export const accessRulesSchema = z
  .strictObject({
    classes: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), classSchema),
    /** The class of callers without a key; null: they are refused. */
    anonymous: z.string().nullable(),
    keys: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[\w.-]{1,60}$/),
          sha256: z.string().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal digits"),
          class: z.string(),
        }),
      )
      .max(1_000)
      .default([]),
  })
  .superRefine(({ classes, anonymous, keys }, context) => {
    const named = [
      ...(anonymous === null ? [] : [{ path: ["anonymous"], name: anonymous }]),
      ...keys.map((key, index) => ({ path: ["keys", index, "class"], name: key.class })),
    ];
    for (const { path, name } of named) {
      if (Object.hasOwn(classes, name)) continue;
      context.addIssue({ code: "custom", path, message: `There is no class "${name}".` });
    }
    for (const part of ["name", "sha256"] as const) {
      const seen = new Set<string>();
      for (const [index, key] of keys.entries()) {
        if (seen.has(key[part])) {
          context.addIssue({
            code: "custom",
            path: ["keys", index, part],
            message: "It is there twice.",
          });
        }
        seen.add(key[part]);
      }
    }
  });

export type AccessRules = z.infer<typeof accessRulesSchema>;
export type RateClass = AccessRules["classes"][string];
