/** What a problem is about, for whoever has to deal with it. `status` is the one it has over HTTP. */
export type ProblemKind = {
  status: number;
  title: string;
  /** When it is answered. */
  meaning: string;
  /** What to do about it. */
  remedy: string;
};

const SAME_REQUEST_LATER = "Ask again after `Retry-After` seconds.";
const MEND = "Mend the request: `errors[]` names each wrong part.";

/**
 * Every problem that the API answers with, by its stable code: the type of `ProblemError`'s codes, the
 * pages under `/docs/problems`, and the table of docs/api.md (test/unit/problem-catalogue.test.ts).
 */
export const PROBLEMS = {
  "malformed-account": {
    status: 400,
    title: "Malformed account",
    meaning:
      "The account is neither an address (0x and 40 hexadecimal digits, in mixed case with its checksum) nor CAIP-10.",
    remedy: "Give an address, or `eip155:<chain>:<address>` for one chain only.",
  },
  "malformed-chain": {
    status: 400,
    title: "Malformed chain",
    meaning: "A chain is not written in CAIP-2.",
    remedy: "Write chains as `eip155:1`.",
  },
  "malformed-asset": {
    status: 400,
    title: "Malformed asset",
    meaning: "An asset is not written in CAIP-19.",
    remedy: "Write assets as `eip155:1/erc20:0x…`, URL-encoded in a path.",
  },
  "malformed-as-of": {
    status: 400,
    title: "Malformed moment",
    meaning: "`at` is neither unix seconds nor the blocks of an answer.",
    remedy: "Give unix seconds, or the `at` of an earlier answer as it is.",
  },
  "malformed-cursor": {
    status: 400,
    title: "Malformed cursor",
    meaning: "The cursor is not one that this route gave as `next`.",
    remedy: "Take `next` as it is, or begin without a cursor.",
  },
  "malformed-json": {
    status: 400,
    title: "Malformed JSON",
    meaning: "The body is not JSON; `detail` says at which line and column it ceases to be.",
    remedy: "Send JSON.",
  },
  "malformed-url": {
    status: 400,
    title: "Malformed URL",
    meaning:
      "The path or the query has a `%` without two hexadecimal digits, is no UTF-8, or has a NUL.",
    remedy: "Percent-encode the UTF-8 bytes of what is to be sent.",
  },
  "invalid-request": {
    status: 400,
    title: "Invalid request",
    meaning: "A parameter is missing, unknown or has an impossible value.",
    remedy: MEND,
  },
  "bad-request": {
    status: 400,
    title: "Bad request",
    meaning: "The request cannot be read.",
    remedy: "`detail` says what is wrong with it.",
  },
  "too-many-accounts": {
    status: 400,
    title: "Too many accounts",
    meaning: "A past list at risk would value more accounts anew than anybody waits for.",
    remedy: "Leave `at` out, or ask account by account.",
  },
  "unknown-chain": {
    status: 400,
    title: "Unknown chain",
    meaning: "This installation does not index the chain.",
    remedy: "`GET /v1/chains` lists those it does.",
  },
  "unknown-kind": {
    status: 400,
    title: "Unknown kind of feed",
    meaning: "The methodology has no feed of this kind.",
    remedy: "`detail` lists the kinds there are.",
  },
  "unknown-protocol": {
    status: 400,
    title: "Unknown protocol",
    meaning: "This installation does not follow the protocol.",
    remedy: "`errors[]` lists those it does.",
  },
  "unknown-group": {
    status: 400,
    title: "Unknown group",
    meaning: "The methodology has no such group of correlated assets.",
    remedy: "`errors[]` lists the groups there are.",
  },
  "future-time": {
    status: 400,
    title: "Time in the future",
    meaning: "The moment asked for has not come yet.",
    remedy: "Ask for one that has, or leave it out for the present.",
  },
  "conflicting-parameters": {
    status: 400,
    title: "Conflicting parameters",
    meaning: "Two parameters exclude each other.",
    remedy: MEND,
  },
  "signature-invalid": {
    status: 400,
    title: "Invalid signature",
    meaning: "The signature is not the account's over this very statement.",
    remedy: "Sign the statement as docs/accounts.md says, with the account that it names.",
  },
  expired: {
    status: 400,
    title: "Expired",
    meaning: "The statement has ended, or was issued too long ago.",
    remedy: "Sign a new one.",
  },
  "not-yet-valid": {
    status: 400,
    title: "Not valid yet",
    meaning: "The statement was issued after the present.",
    remedy: "Set the clock, and sign anew.",
  },
  "self-link": {
    status: 400,
    title: "Linked with itself",
    meaning: "Both sides of the statement are one account already.",
    remedy: "Name two accounts.",
  },
  "not-ordered": {
    status: 400,
    title: "Not in order",
    meaning: "`first` is not the lesser text of the two accounts.",
    remedy: "Exchange the sides, and sign anew.",
  },
  "other-network": {
    status: 400,
    title: "Of another network",
    meaning: "The statement was signed for another network.",
    remedy: "Sign one that names this network.",
  },
  "not-a-side": {
    status: 400,
    title: "No side of the link",
    meaning: "The account that revokes is on neither side of the link.",
    remedy: "Let one of the two sign.",
  },
  "sql-refused": {
    status: 400,
    title: "Query refused",
    meaning:
      "The SQL is more than 5,000 characters, no single SELECT, uses what is not allowed, or Postgres refuses it.",
    remedy: "`detail` has the reason.",
  },
  "api-key-required": {
    status: 401,
    title: "API key required",
    meaning: "This installation answers nobody without a key.",
    remedy: "Send the key as `X-Api-Key` or `Authorization: Bearer`.",
  },
  "unknown-api-key": {
    status: 401,
    title: "Unknown API key",
    meaning: "The key is none of this installation's. It is never taken for no key.",
    remedy: "Send the right key, or none.",
  },
  "unknown-link": {
    status: 404,
    title: "Unknown link",
    meaning: "There is no link of this id.",
    remedy: "`GET /v1/accounts/{account}/links` lists an account's.",
  },
  "not-found": {
    status: 404,
    title: "Not found",
    meaning: "There is nothing at this path.",
    remedy: "`/openapi.json` and `/docs` list the paths there are.",
  },
  "before-index": {
    status: 404,
    title: "Before the index begins",
    meaning: "The index of a chain begins after the moment asked for.",
    remedy: "Ask for a later moment.",
  },
  "unknown-asset": {
    status: 404,
    title: "Unknown asset",
    meaning: "The methodology has no such asset.",
    remedy: "`GET /v1/prices` lists those it has.",
  },
  "unknown-feed": {
    status: 404,
    title: "Unknown feed",
    meaning: "The methodology has no such feed.",
    remedy: "`GET /v1/feeds` lists those it has.",
  },
  "unknown-methodology": {
    status: 404,
    title: "Unknown methodology",
    meaning: "No methodology of this hash was ever registered here.",
    remedy: "`GET /v1/methodology` lists the versions.",
  },
  "unknown-guardian-set": {
    status: 404,
    title: "Unknown guardian set",
    meaning:
      "The core contract of the chain that attests states no set of guardians of this index.",
    remedy: "A VAA's header names the index of the set that signed it.",
  },
  "no-attestation": {
    status: 404,
    title: "No attestation",
    meaning: "There is no attestation of this epoch, or none is signed yet.",
    remedy: "`GET /v1/attestations/latest?signed=false` shows the newest one.",
  },
  "not-attested": {
    status: 404,
    title: "Not attested",
    meaning: "The attestation of this epoch does not list the account.",
    remedy: "Ask for an epoch after the account had something.",
  },
  "network-does-not-attest": {
    status: 404,
    title: "No attestations",
    meaning: "Ballast's contracts are on none of this network's chains.",
    remedy: "Ask an installation of a network that attests.",
  },
  "price-unknown": {
    status: 404,
    title: "Unknown price",
    meaning: "The methodology has no such price.",
    remedy: "`GET /v1/methodology` lists those it has.",
  },
  "method-not-allowed": {
    status: 405,
    title: "Method not allowed",
    meaning: "The path takes other methods.",
    remedy: "`Allow` says which.",
  },
  "not-acceptable": {
    status: 406,
    title: "Not acceptable",
    meaning: "The path has no representation of a type that `Accept` takes.",
    remedy: "`available[]` lists the types there are.",
  },
  "ambiguous-account": {
    status: 409,
    title: "Ambiguous account",
    meaning:
      "The address is a contract, which may belong to somebody else on another chain. An account that delegates its code by EIP-7702 is none.",
    remedy: "Ask for one of the CAIP-10 ids in `accounts[]`.",
  },
  "link-revoked": {
    status: 409,
    title: "Link revoked",
    meaning: "A statement that was revoked is not taken again.",
    remedy: "Sign a new one.",
  },
  "too-many-links": {
    status: 409,
    title: "Too many links",
    meaning: "No more accounts are joined.",
    remedy: "Revoke a link first.",
  },
  superseded: {
    status: 410,
    title: "Superseded by a reorg",
    meaning: "A reorg has replaced a block that `at` names by its digest.",
    remedy: "Decide anew by the blocks that are there now: `at` of the problem.",
  },
  "attestation-lines-gone": {
    status: 410,
    title: "Not kept any more",
    meaning: "The lines and proofs of an old epoch are not kept.",
    remedy: "Ask for a later epoch.",
  },
  "too-large": {
    status: 413,
    title: "Request too large",
    meaning: "The body has more bytes than its route takes.",
    remedy: "Ask for less at once; `detail` says how much is taken.",
  },
  "uri-too-long": {
    status: 414,
    title: "URL too long",
    meaning: "The path and the query have more than 14,336 bytes.",
    remedy: "Ask for less at once.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "Unsupported media type",
    meaning: "The body is of a type, or in an encoding, that the route does not read.",
    remedy: "Send `Content-Type: application/json`, without a `Content-Encoding`.",
  },
  "rate-limited": {
    status: 429,
    title: "Too many requests",
    meaning:
      "The caller has used up its budget of this window, or has as many streams open as it may.",
    remedy: "Ask again after `Retry-After` seconds; `RateLimit` says what is left.",
  },
  internal: {
    status: 500,
    title: "Internal error",
    meaning: "The server failed.",
    remedy: "`requestId` finds the cause in the server's log; send `X-Request-Id` to choose it.",
  },
  "not-indexed": {
    status: 503,
    title: "Not indexed yet",
    meaning:
      "The index has not reached the moment asked for; `chains[]` says how far each chain is.",
    remedy: SAME_REQUEST_LATER,
  },
  "too-old": {
    status: 503,
    title: "Older than asked for",
    meaning: "A block of the answer is older than `maxAgeSeconds`, or than the operator accepts.",
    remedy: "Ask again after `Retry-After` seconds, or accept an older answer.",
  },
  "too-wide": {
    status: 503,
    title: "Too uncertain",
    meaning: "The unified value is less certain than `maxWidthBps`; `shares` says why.",
    remedy: "Accept a wider value, or wait for what makes the width.",
  },
  "finality-unknown": {
    status: 503,
    title: "Finality unknown",
    meaning: "A chain's node does not say which block is final.",
    remedy: SAME_REQUEST_LATER,
  },
  "account-kind-unknown": {
    status: 503,
    title: "Account kind unknown",
    meaning: "A chain's node does not say whether the address is a contract.",
    remedy: "Ask for one chain by CAIP-10, or again after `Retry-After` seconds.",
  },
  "chain-unreadable": {
    status: 503,
    title: "Chain unreadable",
    meaning:
      "A chain's nodes do not answer for the block: for an old one they must keep its state.",
    remedy: SAME_REQUEST_LATER,
  },
  "links-not-ready": {
    status: 503,
    title: "No links yet",
    meaning: "The worker has not made the table of links yet.",
    remedy: SAME_REQUEST_LATER,
  },
  "read-only": {
    status: 503,
    title: "Read only",
    meaning: "This server's database takes no writes.",
    remedy: "Send it to a server that may write.",
  },
  "methodology-unreadable": {
    status: 503,
    title: "Methodology of a later release",
    meaning: "The methodology in force is of a later release than this server.",
    remedy: "Ask a server of that release.",
  },
  "too-many-readers": {
    status: 503,
    title: "Not available",
    meaning:
      "As many readers are connected to the stream, or queries under way, as the server takes.",
    remedy: SAME_REQUEST_LATER,
  },
  "shutting-down": {
    status: 503,
    title: "Not available",
    meaning: "The server is shutting down.",
    remedy: "Connect again: another process answers.",
  },
  "book-building": {
    status: 503,
    title: "Not available",
    meaning: "The book of all accounts is being built; `progress` says how far it is.",
    remedy: SAME_REQUEST_LATER,
  },
  reorganising: {
    status: 503,
    title: "Not available",
    meaning:
      "The chains are being reorganised faster than an answer is made, or the index has not followed yet.",
    remedy: SAME_REQUEST_LATER,
  },
  "query-failed": {
    status: 503,
    title: "Query failed",
    meaning: "A query of facts took longer than 30 s, or the database did not answer.",
    remedy: "Ask for less at once, by an index; or again after `Retry-After` seconds.",
  },
  "index-missing": {
    status: 503,
    title: "Not indexed yet",
    meaning: "The index does not exist yet.",
    remedy: SAME_REQUEST_LATER,
  },
  "database-unavailable": {
    status: 503,
    title: "Database unavailable",
    meaning: "The database does not answer.",
    remedy: SAME_REQUEST_LATER,
  },
  "page-not-built": {
    status: 503,
    title: "Page not built",
    meaning: "The analysts' page was never built on this server.",
    remedy: "`npm run build:web` builds it; the API needs no restart.",
  },
  unhealthy: {
    status: 503,
    title: "Unhealthy",
    meaning: "The index does not follow a chain, has not caught up, or the database is away.",
    remedy: "`health` says which. An operator restarts the indexer where it lasts.",
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
