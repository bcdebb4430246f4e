import type { Problem } from "./problem-failure.ts";

const REMEDIES: Record<string, string> = {
  "malformed-account":
    "An account is an address of 40 hexadecimal digits after 0x, or CAIP-10 (eip155:1:0x…) for one chain only.",
  "malformed-asset":
    "An asset is CAIP-19: eip155:<chain>/erc20:0x…. The assets' view lists all of them.",
  "malformed-as-of":
    "A moment is unix seconds or a block vector as “Link to exactly this” gives it.",
  "ambiguous-account":
    "The address is a contract, which may belong to somebody else on another chain: choose one.",
  "before-index":
    "The index begins later than this moment: choose a later one, or go back to live.",
  "future-time": "No block has reached this moment yet: choose an earlier one, or go back to live.",
  "unknown-asset": "The methodology has no price for it. The assets' view lists what it prices.",
  superseded:
    "A reorganisation has replaced a block of this vector: what was said at it holds no more.",
  "too-old": "Indexing is behind what was asked for. It is asked again every few seconds.",
  "not-indexed": "The index has not come that far yet. It is asked again every few seconds.",
  "book-building":
    "The list of all accounts is being built, which takes a while after a start. It is asked again every few seconds.",
  reorganising: "The chains change faster than an answer is made. It is asked again.",
  "chain-unreadable":
    "A chain's node does not answer; an old block needs a node that keeps its state.",
  "no-attestation": "The attestations' view lists every epoch that there is.",
  "not-attested":
    "Only accounts that ever had a position have a line; one that is new is in a later epoch.",
  "attestation-lines-gone":
    "The lines of old epochs are not kept: check the newest epoch, which “Attestations” lists.",
  "network-does-not-attest": "This network has no contracts of Ballast: nothing is attested on it.",
  "unknown-guardian-set": "Enter the guardians that you know yourself.",
  "too-many-requests": "More requests than the server takes of one caller: wait a little.",
  "page-not-built": "Run `npm run build:web` on the server.",
  "not-found": "This server has no such route: it may be older than the page.",
  "no-answer":
    "Check the connection and whether the server runs. It is asked again every few seconds.",
  internal: "The fault is the server's. Its log has the cause under the request's id.",
};

/** What the reader can do about a refusal. */
export function problemRemedy({ code, status }: Pick<Problem, "code" | "status">): string {
  const known = REMEDIES[code];
  if (known !== undefined) return known;
  if (status === 503) return "It is asked again every few seconds.";
  return "The code is described in the API's documentation, under /docs.";
}
