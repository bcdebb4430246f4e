import { z } from "@hono/zod-openapi";
import { EXAMPLE_ASSET } from "../answers/examples/moment.ts";

/** Assets that one request may name. */
export const MOST_ASSETS = 200;

/** `?assets=eip155:1/erc20:0x…,…`: texts without repeats; what each means is found one by one. */
export const assetsParameter = z
  .string()
  .transform((text) => [...new Set(text.split(","))])
  .refine((assets) => assets.length <= MOST_ASSETS, `At most ${MOST_ASSETS} assets.`)
  .openapi({
    type: "string",
    param: { name: "assets", in: "query" },
    example: EXAMPLE_ASSET,
    description: "CAIP-19 ids, separated by commas. Default: all of the methodology.",
  });
