import createFetchClient from "openapi-fetch";
import type { paths } from "./openapi.ts";

/** Every route of one Ballast server, with the types of its OpenAPI document. */
export function createBallastClient(options: { baseUrl: string }) {
  return createFetchClient<paths>({ baseUrl: options.baseUrl });
}
