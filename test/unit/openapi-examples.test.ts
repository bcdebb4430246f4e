import { createConfig, lintFromString } from "@redocly/openapi-core";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApp } from "../../src/api/app.ts";
import type { AppDependencies } from "../../src/api/app-dependencies.ts";
import { readMethodology } from "../../src/api/methodology/read-methodology.ts";
import { openapiDocument } from "../../src/api/routes/openapi.ts";
import { inlineSchema } from "../support/api/inline-schema.ts";
import type { Json } from "../support/api/make-api.ts";
import { NETWORK } from "../support/api/make-network.ts";
import { parseCsvTable } from "../support/api/parse-csv.ts";

let document: Json;
let operations: { name: string; operation: Json }[];

beforeAll(() => {
  const dependencies = {
    network: NETWORK,
    methodology: readMethodology(NETWORK),
    http: { release: "test", corsOrigins: "*", trustedProxies: 0, access: null },
  };
  const app = createApp(dependencies as unknown as AppDependencies);
  document = JSON.parse(JSON.stringify(openapiDocument(app)));
  operations = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({
      ...{ name: `${method} ${path}`, operation },
    })),
  );
});

const problemsOf = (schema: Json, value: unknown) =>
  z.fromJSONSchema(inlineSchema(document, schema)).safeParse(value).error?.issues ?? [];

const exampleOf = (media: Json): unknown[] =>
  media.example === undefined
    ? Object.values<Json>(media.examples ?? {}).map(
        (one) => (one.$ref ? document.components.examples[one.$ref.split("/").at(-1)] : one).value,
      )
    : [media.example];

describe("the examples of the OpenAPI document", () => {
  it("are there for every parameter, body and answer, and valid by their schemas", () => {
    const wrong: string[] = [];
    const check = (place: string, schema: Json, values: unknown[]) => {
      if (values.length === 0) wrong.push(`${place} has no example`);
      for (const value of values) {
        const problems = problemsOf(schema, value);
        if (problems.length > 0) wrong.push(`${place}: ${JSON.stringify(problems)}`);
      }
    };
    for (const { name, operation } of operations) {
      for (const parameter of operation.parameters ?? []) {
        const { example, schema } = parameter;
        const known = example ?? schema.example;
        check(
          `${name} ${parameter.name}`,
          schema,
          known === undefined ? (schema.examples ?? []) : [known],
        );
      }
      const bodies = Object.values<Json>(operation.requestBody?.content ?? {});
      for (const { schema } of bodies) {
        check(`${name} body`, schema, [inlineSchema(document, schema).example].filter(Boolean));
      }
      for (const [status, { content }] of Object.entries<Json>(operation.responses)) {
        for (const [type, media] of Object.entries<Json>(content)) {
          check(`${name} ${status} ${type}`, media.schema, exampleOf(media));
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("of problems have the status of their response and a code that it names", () => {
    for (const { name, operation } of operations) {
      for (const [status, { content, description }] of Object.entries<Json>(operation.responses)) {
        const media = content["application/problem+json"];
        for (const problem of media === undefined ? [] : (exampleOf(media) as Json[])) {
          expect(`${problem.status}`, `${name} ${problem.code}`).toBe(status);
          if (problem.code !== "invalid-request") {
            expect(description).toContain(`\`${problem.code}\``);
          }
        }
      }
    }
  });

  it("are of one moment: answers at a block vector are of the one that is asked for", () => {
    for (const { name, operation } of operations) {
      const asked = (operation.parameters ?? []).find(({ name }: Json) => name === "at");
      const answer = operation.responses[200].content["application/json"]?.example;
      if (asked === undefined || answer === undefined) continue;
      // An answer about some chains names their blocks alone.
      const [blocks] = (asked.example ?? asked.schema.example).split("~");
      for (const block of answer.at.split("~")[0].split(",")) expect(blocks, name).toContain(block);
    }
  });

  it("as CSV are the JSON ones, column by column", () => {
    let compared = 0;
    for (const { name, operation } of operations) {
      const { content } = operation.responses[200];
      if (content["text/csv"] === undefined) continue;
      const rows = parseCsvTable(content["text/csv"].example);
      const answer = content["application/json"].example;
      for (const row of rows) {
        compared += 1;
        for (const [column, cell] of Object.entries(row)) {
          const texts = textsAt(answer, column.replace(/^(market|amount)\./, ""));
          if (cell === "") continue;
          expect(texts, `${name} ${column}`).toContain(cell.replace(/^'/, ""));
        }
      }
    }
    expect(compared).toBeGreaterThan(15);
  });
});

/** The texts of all values of an answer whose path ends so, at any depth. */
function textsAt(value: Json, path: string): Set<string> {
  const found = new Set<string>();
  const text = (one: Json) =>
    Array.isArray(one) ? one.map((item) => String(item)).join(";") : String(one);
  const walk = (one: Json) => {
    if (typeof one !== "object" || one === null) return;
    let inner: Json = one;
    for (const key of path.split(".")) {
      inner = Array.isArray(inner) ? inner.map((item) => item?.[key]) : inner?.[key];
    }
    if (inner !== undefined && inner !== null) found.add(text(inner));
    for (const each of Object.values(one)) walk(each);
  };
  walk(value);
  // Of the table alone: of which list a row is, and whether its bad debt is known.
  if (path === "verdict") return new Set(["known", "unknown"]);
  if (path === "account") found.add(value.account?.address);
  if (path === "role") return new Set(Object.keys(value.items[0]));
  if (path === "badDebtKnown") return new Set([`${value.items[0].badDebt !== null}`]);
  if (path === "hash" || path === "methodology.hash") found.add(value.methodologies?.[0]?.hash);
  return found;
}

describe("the OpenAPI document", () => {
  it("passes a validator of OpenAPI", async () => {
    const config = await createConfig({
      rules: {
        struct: "error",
        "no-unresolved-refs": "error",
        "operation-operationId-unique": "error",
        "operation-operationId-url-safe": "error",
        "operation-parameters-unique": "error",
        "path-parameters-defined": "error",
        "no-identical-paths": "error",
        "no-invalid-schema-examples": "error",
        "operation-summary": "error",
        "tag-description": "error",
        "operation-tag-defined": "error",
      },
    });
    const source = JSON.stringify(document);
    const problems = await lintFromString({ source, absoluteRef: "openapi.json", config });
    expect(
      problems
        .filter(({ severity }) => severity === "error")
        .map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer} ${message}`),
    ).toEqual([]);
  }, 60_000);

  it("names every operation in camel case, once", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    for (const name of names) expect(name).toMatch(/^[a-z]+([A-Z][a-z]+)+$/);
    expect(new Set(names).size).toBe(names.length);
  });
});
