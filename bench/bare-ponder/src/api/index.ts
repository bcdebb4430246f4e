import { Hono } from "hono";

/** Ponder wants an API; the yardstick has none. */
export default new Hono();
