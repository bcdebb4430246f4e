import type { HttpObservationReader } from "../../src/api/store/read-http-observations.ts";

/** For prices that have no feed over HTTP. */
export const noHttpObservations: HttpObservationReader = {
  readObservations: async () => new Map(),
  readHistory: async () => new Map(),
};
