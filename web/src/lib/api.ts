import { createBallastClient } from "../../../client/index.ts";
import type { components, paths } from "../../../client/openapi.ts";

/** The server that serves the page. */
export const api = createBallastClient({ baseUrl: window.location.origin });

export type Schemas = components["schemas"];
export type Quantity = Schemas["Quantity"];
export type Price = Schemas["Price"];
export type Cause = Schemas["Cause"];
export type Block = Schemas["Block"];

type JsonAnswer = { get: { responses: { 200: { content: { "application/json": unknown } } } } };

/** Paths that answer a GET with JSON. */
export type GetPath = {
  [Path in keyof paths]: paths[Path] extends JsonAnswer ? Path : never;
}[keyof paths];

export type AnswerOf<Path extends GetPath> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type SimulationBody =
  paths["/v1/accounts/{account}/simulate"]["post"]["requestBody"]["content"]["application/json"];
