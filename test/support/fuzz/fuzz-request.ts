import fc from "fast-check";
import { inlineSchema } from "../api/inline-schema.ts";
import type { Json } from "../api/make-api.ts";

/** A request made from the document; `route` is null where its path may lead anywhere. */
export type FuzzRequest = {
  route: string | null;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
};

const LONG = "a".repeat(5_000);
const HOSTILE = [
  ...["", " ", "0", "-1", "1.5", "1e999", "NaN", "null", "true", "undefined", "[]", "{}"],
  ...["99999999999999999999", "-99999999999999999999", "0x", "0xzz", "٣", "1_000", "+1"],
  ...["'; DROP TABLE chain_block; --", '"', "\\", "$1", "%", "%00", "%2F", "{{7*7}}", "<b>"],
  ...["\u0000", "\u202e", "\ud83d\ude00", "\ufffd", "é", "a\r\nb", "\t", LONG],
  ...["..", ".", "../../etc/passwd", "__proto__", "constructor", "toString", "*", ",", ",,", ";"],
  ...["eip155:", "eip155:0", "eip155:99999999999999999999", "eip155:1:1", "solana:1", "eip155:1,"],
  ...["eip155:1/erc20:0x", "eip155:31337:-1", "~", "eip155:31337:1~", "eip155:31337:1~zz"],
  ...["0x0000000000000000000000000000000000000000", `0x${"f".repeat(40)}`, `0x${"F".repeat(64)}`],
  ...["2147483647", "2147483648", "9999999999", "1700000000", "9223372036854775808"],
  ...["1-1-1-1", "0-0-12-0", "1-31337-1-1@eip155:31337:1", "_0x_1_1_x", "1-1", "csv", "json"],
] as const;

const ACCEPTS = [
  "application/json",
  "text/csv",
  "text/html,*/*;q=0.8",
  "*/*",
  "",
  "x",
  "text/csv;q=0",
];
const CONTENT_TYPES = [
  "application/json",
  "text/plain",
  "",
  "application/json; charset=latin1",
  "x",
];
const METHODS = ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "POST", "GET"];

/**
 * Requests over all routes of an OpenAPI document: valid, at the bounds, and hostile.
 * @param known Values that name something where the requests go, by the parameter's name.
 */
export function fuzzRequest(
  document: Json,
  known: Readonly<Record<string, readonly string[]>>,
): fc.Arbitrary<FuzzRequest> {
  const operations = Object.entries<Json>(document.paths).flatMap(([route, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({ route, method, operation })),
  );
  return fc.constantFrom(...operations).chain(({ route, method, operation }) => {
    const parameters: Json[] = operation.parameters ?? [];
    const inQuery = parameters.filter((one) => one.in === "query");
    return fc
      .record({
        method: often(19, fc.constant(method.toUpperCase()), fc.constantFrom(...METHODS)),
        path: fc.record(
          Object.fromEntries(
            parameters
              .filter((one) => one.in === "path")
              .map((one) => [one.name, often(5, niceValue(one, known), hostileText)]),
          ),
        ),
        query: fc.array(
          inQuery.length === 0
            ? fc.tuple(hostileText, hostileText)
            : often(
                24,
                fc
                  .constantFrom(...inQuery)
                  .chain((one) =>
                    often(4, niceValue(one, known), hostileText).map((value): [string, string] => [
                      one.name,
                      value,
                    ]),
                  ),
                fc.tuple(hostileText, hostileText),
              ),
          { maxLength: 3 },
        ),
        required: fc.record(
          Object.fromEntries(
            inQuery.filter((one) => one.required).map((one) => [one.name, niceValue(one, known)]),
          ),
        ),
        headers: headers(),
        body:
          operation.requestBody === undefined ? fc.constant(null) : bodyText(document, operation),
      })
      .map(({ method, path, query, required, headers, body }): FuzzRequest => {
        const filled = route.replace(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent((path as Record<string, string>)[name] ?? ""),
        );
        // A path with a lone dot in it, or with an empty part, is another path.
        const isItself = !/\/(\.{0,2})(\/|$)/.test(decodeDots(filled));
        const search = new URLSearchParams([...Object.entries<string>(required), ...query]);
        const sendsBody = body !== null && !["GET", "HEAD"].includes(method);
        return {
          route: isItself ? route : null,
          ...{ method, url: `${filled}?${search}`, body: sendsBody ? body : null },
          headers: sendsBody ? { "Content-Type": "application/json", ...headers } : headers,
        };
      });
  });
}

const decodeDots = (path: string) => path.replaceAll(/%2e/gi, ".");

/** Mostly the first. */
function often<One, Other>(
  times: number,
  usual: fc.Arbitrary<One>,
  rare: fc.Arbitrary<Other>,
): fc.Arbitrary<One | Other> {
  return fc.oneof({ weight: times, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

const hostileText = fc
  .oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 30 }))
  // A lone half of a pair has no encoding.
  .map((text) => text.toWellFormed());

function niceValue(
  { name, schema, example }: Json,
  known: Readonly<Record<string, readonly string[]>>,
): fc.Arbitrary<string> {
  const usual = example ?? schema.example ?? schema.examples?.[0];
  const values = [
    ...(known[name] ?? []),
    ...(schema.enum ?? []),
    ...(usual === undefined ? [] : [usual]),
  ];
  const { minimum, maximum, type } = schema;
  if (type === "integer") {
    for (const bound of [minimum, maximum]) {
      if (typeof bound === "number") values.push(bound - 1, bound, bound + 1);
    }
  }
  return values.length === 0 ? hostileText : fc.constantFrom(...values.map(String));
}

function headers(): fc.Arbitrary<Record<string, string>> {
  const text = hostileText.map((value) => value.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 3_000));
  return fc
    .record(
      {
        Accept: often(3, fc.constantFrom(...ACCEPTS), text),
        "If-None-Match": fc.oneof(fc.constantFrom('"x"', "*", 'W/"x"'), text),
        "Content-Type": fc.constantFrom(...CONTENT_TYPES),
        "Last-Event-ID": text,
        "X-Request-Id": text,
        Origin: fc.constantFrom("https://example.org", "null", "x"),
        "Accept-Encoding": fc.constantFrom("gzip", "br", "identity", "x"),
      },
      { requiredKeys: [] },
    )
    .chain((all) =>
      fc
        .shuffledSubarray(Object.keys(all))
        .map((names) =>
          Object.fromEntries(
            names.slice(0, 2).map((name) => [name, (all as Record<string, string>)[name] ?? ""]),
          ),
        ),
    );
}

const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e300, 2 ** 53, [], {}, [[]], { __proto__: 1 }),
  hostileText,
  fc.jsonValue({ maxDepth: 2 }),
);

/** A body by its schema's example, valid, changed in a place, cut off, huge, deep, or no JSON at all. */
function bodyText(document: Json, { requestBody }: Json): fc.Arbitrary<string> {
  const schema = inlineSchema(document, requestBody.content["application/json"].schema);
  const example = JSON.stringify(schema.example ?? {});
  const places = placesOf(JSON.parse(example));
  const changed = fc
    .tuple(fc.constantFrom(...places), fc.oneof(hostileJson, fc.constant(undefined)))
    .map(([place, value]) => JSON.stringify(withValue(JSON.parse(example), place, value)));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(example) },
    { weight: 10, arbitrary: changed },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 0, max: example.length }).map((at) => example.slice(0, at)),
    },
    { weight: 2, arbitrary: hostileJson.map((value) => JSON.stringify(value)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        `"${"a".repeat(700_000)}"`,
        `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
        `{"a":`.repeat(5_000),
        "\ufeff{}",
        "{'a':1}",
      ),
    },
  );
}

type Place = readonly (string | number)[];

function placesOf(value: Json, at: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Object.keys(value).flatMap((key) =>
    placesOf(value[key], [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return [at, ...inner];
}

function withValue(value: Json, [key, ...rest]: Place, put: unknown): Json {
  if (key === undefined) return put ?? null;
  value[key] = rest.length === 0 ? put : withValue(value[key], rest, put);
  return value;
}
