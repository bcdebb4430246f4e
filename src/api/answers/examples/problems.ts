/** A problem of each code that routes document, as a server answers it but for the request's id. */
export const PROBLEM_EXAMPLES = {
  "invalid-request": {
    status: 400,
    title: "Invalid request",
    detail: "query/limit: Between 1 and 100.",
    instance: "/v1/liquidations",
    errors: [
      {
        pointer: "query/limit",
        detail: "Between 1 and 100.",
      },
    ],
  },
  "api-key-required": {
    status: 401,
    title: "API key required",
    detail: "This installation answers with an API key only.",
    instance: "/v1/prices",
    errors: [],
  },
  "unknown-api-key": {
    status: 401,
    title: "Unknown API key",
    detail: "The API key is not known here.",
    instance: "/v1/prices",
    errors: [],
  },
  "not-acceptable": {
    status: 406,
    title: "Not acceptable",
    detail: 'There is no answer of the type "text/html", but of application/json, text/csv.',
    instance: "/v1/prices",
    errors: [],
    available: ["application/json", "text/csv"],
  },
  "uri-too-long": {
    status: 414,
    title: "URL too long",
    detail: "The path and the query have more bytes than are taken.",
    instance: "/v1/prices",
    errors: [],
  },
  "rate-limited": {
    status: 429,
    title: "Too many requests",
    detail: "The budget of 600 in 60 s is used up.",
    instance: "/v1/prices",
    errors: [],
  },
  "unsupported-media-type": {
    status: 415,
    title: "Unsupported media type",
    detail: "Unsupported Media Type",
    instance: "/v1/prices/evaluate",
    errors: [],
  },
  "malformed-account": {
    status: 400,
    title: "Invalid request",
    detail: 'path/account: "gold" is not an account.',
    instance: "/v1/accounts/gold/collateral",
    errors: [
      {
        pointer: "path/account",
        detail: '"gold" is not an account.',
      },
    ],
  },
  "malformed-cursor": {
    status: 400,
    title: "Malformed cursor",
    detail: '"first" is not a cursor of the list at risk.',
    instance: "/v1/at-risk",
    errors: [
      {
        pointer: "query/cursor",
        detail: '"first" is not a cursor of the list at risk.',
      },
    ],
  },
  "unknown-chain": {
    status: 400,
    title: "Unknown chain",
    detail: "eip155:1 is not indexed here; eip155:31337, eip155:31338, eip155:31339 are.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [
      {
        pointer: "query/chains",
        detail: "eip155:1 is not indexed.",
      },
    ],
    knownChains: ["eip155:31337", "eip155:31338", "eip155:31339"],
  },
  "unknown-kind": {
    status: 400,
    title: "Unknown kind of feed",
    detail: 'There is no feed of the kind "gold"; there are chainlink, pyth.',
    instance: "/v1/feeds",
    errors: [
      {
        pointer: "query/kind",
        detail: 'There is no feed of the kind "gold"; there are chainlink, pyth.',
      },
    ],
  },
  "unknown-protocol": {
    status: 400,
    title: "Unknown protocol",
    detail: '"gold" is not a protocol here; aave-v3, maker are.',
    instance: "/v1/at-risk",
    errors: [
      {
        pointer: "query/protocol",
        detail: '"gold" is not a protocol here; aave-v3, maker are.',
      },
    ],
  },
  "unknown-group": {
    status: 400,
    title: "Unknown group",
    detail: 'The methodology has no group of assets "gold".',
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/liquidation-surface",
    errors: [
      {
        pointer: "query/groups",
        detail: "Two of bitcoin, dollar, ether.",
      },
    ],
  },
  "future-time": {
    status: 400,
    title: "Time in the future",
    detail: "1795694400 is after the present time 1795690870.",
    instance: "/v1/prices",
    errors: [
      {
        pointer: "query/at",
        detail: "At most 1795690870.",
      },
    ],
  },
  "conflicting-parameters": {
    status: 400,
    title: "Conflicting parameters",
    detail: "The account is on eip155:31338 only, which chains leaves out.",
    instance: "/v1/accounts/eip155:31338:0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [
      {
        pointer: "query/chains",
        detail: "Add eip155:31338.",
      },
    ],
  },
  "too-many-accounts": {
    status: 400,
    title: "Too many accounts",
    detail: "A past list values every account anew; here are 60000, more than 50000.",
    instance: "/v1/at-risk",
    errors: [
      {
        pointer: "query/at",
        detail: "Leave it out, or ask account by account.",
      },
    ],
  },
  "signature-invalid": {
    status: 400,
    title: "Invalid request",
    detail:
      "body/signatures/first: The signature is not of 0x70997970c51812dc3a010c7d01b50e0d17dc79c8.",
    instance: "/v1/account-links",
    errors: [
      {
        pointer: "body/signatures/first",
        detail: "The signature is not of 0x70997970c51812dc3a010c7d01b50e0d17dc79c8.",
        code: "signature-invalid",
      },
    ],
  },
  "not-a-side": {
    status: 400,
    title: "Invalid request",
    detail: "body/account: 0x1cbd3b2770909d4e10f157cabc84c7264073c9ec is no side of the link.",
    instance:
      "/v1/account-links/0x27decaf50208286e07cc2f59a7ebfb92f198dfb6b941e3231122251648bed49e/revocation",
    errors: [
      {
        pointer: "body/account",
        detail: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec is no side of the link.",
        code: "not-a-side",
      },
    ],
  },
  "before-index": {
    status: 404,
    title: "Before the index begins",
    detail: "The index of eip155:31338 begins after time 1700000000.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [],
    chain: "eip155:31338",
  },
  "unknown-asset": {
    status: 404,
    title: "Unknown asset",
    detail:
      "The methodology has no price for eip155:31338/erc20:0x0000000000000000000000000000000000000001.",
    instance: "/v1/feeds",
    errors: [
      {
        pointer: "query/asset",
        detail:
          "The methodology has no price for eip155:31338/erc20:0x0000000000000000000000000000000000000001.",
      },
    ],
  },
  "unknown-feed": {
    status: 404,
    title: "Unknown feed",
    detail: 'The methodology has no feed "gold". GET /v1/feeds lists them.',
    instance: "/v1/feeds/gold/observations",
    errors: [
      {
        pointer: "path/id",
        detail: 'The methodology has no feed "gold".',
      },
    ],
  },
  "unknown-methodology": {
    status: 404,
    title: "Unknown methodology",
    detail:
      "No methodology 0x0000000000000000000000000000000000000000000000000000000000000000 is registered; /v1/methodology lists those that are.",
    instance: "/v1/methodology/0x0000000000000000000000000000000000000000000000000000000000000000",
    errors: [],
  },
  "unknown-link": {
    status: 404,
    title: "Unknown link",
    detail: "There is no link 0x0000000000000000000000000000000000000000000000000000000000000000.",
    instance:
      "/v1/account-links/0x0000000000000000000000000000000000000000000000000000000000000000",
    errors: [],
  },
  "no-attestation": {
    status: 404,
    title: "No attestation",
    detail: "There is no attestation of epoch 999.",
    instance: "/v1/attestations/999",
    errors: [],
  },
  "not-attested": {
    status: 404,
    title: "Not attested",
    detail: "The attestation of epoch 5 does not list 0x0000000000000000000000000000000000000001.",
    instance: "/v1/attestations/5/accounts/0x0000000000000000000000000000000000000001",
    errors: [],
  },
  "network-does-not-attest": {
    status: 404,
    title: "No attestations",
    detail: "The network mainnet attests nothing: Ballast's contracts are on none of its chains.",
    instance: "/v1/attestations/latest",
    errors: [],
  },
  "ambiguous-account": {
    status: 409,
    title: "Ambiguous account",
    detail:
      "0x36322c8b3a365c7a3c40f3e5949f44cea9d3522f is a contract on eip155:31338, so the same address may belong to somebody else on another chain. Ask for one chain at a time.",
    instance: "/v1/accounts/0x36322c8b3a365c7a3c40f3e5949f44cea9d3522f/collateral",
    errors: [],
    accounts: [
      "eip155:31337:0x36322c8b3a365c7a3c40f3e5949f44cea9d3522f",
      "eip155:31338:0x36322c8b3a365c7a3c40f3e5949f44cea9d3522f",
    ],
  },
  "link-revoked": {
    status: 409,
    title: "Link revoked",
    detail:
      "The link 0x27decaf50208286e07cc2f59a7ebfb92f198dfb6b941e3231122251648bed49e was revoked by 0x70997970c51812dc3a010c7d01b50e0d17dc79c8. Sign a new statement, issued later.",
    instance: "/v1/account-links",
    errors: [],
  },
  "too-many-links": {
    status: 409,
    title: "Too many links",
    detail: "No more accounts are joined with this one.",
    instance: "/v1/account-links",
    errors: [],
  },
  superseded: {
    status: 410,
    title: "Superseded by a reorg",
    detail:
      "The blocks whose digest is 47e43167a109a9b0 are not part of their chains: answers at them no longer hold.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [],
    asked: "47e43167a109a9b0",
    at: "eip155:31337:257,eip155:31338:319,eip155:31339:354~0b1c2d3e4f506172",
  },
  "attestation-lines-gone": {
    status: 410,
    title: "Not kept any more",
    detail: "The lines and proofs of epoch 1 are not kept any more.",
    instance: "/v1/attestations/1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
    errors: [],
  },
  "too-large": {
    status: 413,
    title: "Request too large",
    detail: "The body has more than 131072 bytes.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/simulate",
    errors: [],
  },
  "not-indexed": {
    status: 503,
    title: "Not indexed yet",
    detail: "The index has not reached the moment that is asked for on every chain.",
    instance: "/v1/prices",
    errors: [],
    chains: [
      {
        chain: "eip155:31338",
        indexed: {
          number: 319,
          time: 1795690795,
        },
        head: {
          number: 326,
          time: 1795690870,
        },
        lag: {
          blocks: 7,
          seconds: 75,
        },
        ageSeconds: 75,
      },
    ],
  },
  "too-old": {
    status: 503,
    title: "Older than asked for",
    detail: "The oldest block of the answer is 75 s old; at most 60 s are accepted.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [],
    ageSeconds: 75,
    maxAgeSeconds: 60,
    chains: [
      {
        chain: "eip155:31338",
        indexed: {
          number: 319,
          time: 1795690795,
        },
        head: {
          number: 326,
          time: 1795690870,
        },
        lag: {
          blocks: 7,
          seconds: 75,
        },
        ageSeconds: 75,
      },
    ],
  },
  "too-wide": {
    status: 503,
    title: "Less certain than asked for",
    detail: "The bounds of the unified value are 612 bps wide; at most 500 are accepted.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [],
    widthBps: 612,
    maxWidthBps: 500,
    shares: [
      {
        source: "dispersion",
        width: {
          decimal: "612.5",
          raw: "612500000000000000000",
          decimals: 18,
        },
      },
    ],
  },
  "finality-unknown": {
    status: 503,
    title: "Finality unknown",
    detail: "The nodes of eip155:31338 do not say which block is final.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [],
    chains: ["eip155:31338"],
  },
  "account-kind-unknown": {
    status: 503,
    title: "Account kind unknown",
    detail: "The node of eip155:31338 does not say whether the address is a contract.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [],
  },
  "chain-unreadable": {
    status: 503,
    title: "Chain unreadable",
    detail: "No node of eip155:31338 answers for the block.",
    instance: "/v1/accounts/0x1cbd3b2770909d4e10f157cabc84c7264073c9ec/collateral",
    errors: [],
  },
  "links-not-ready": {
    status: 503,
    title: "No links yet",
    detail: "This installation has no table of links yet. Its worker makes it at its start.",
    instance: "/v1/account-links",
    errors: [],
  },
  "read-only": {
    status: 503,
    title: "Read only",
    detail:
      "This server may only read its database. Send what is to be stored to one that may write.",
    instance: "/v1/account-links",
    errors: [],
  },
  "methodology-unreadable": {
    status: 503,
    title: "Methodology of a later release",
    detail: "The methodology in force is of a later release.",
    instance: "/v1/methodology",
    errors: [],
  },
  "book-building": {
    status: 503,
    title: "Not available",
    detail: "The book of all accounts is being built: 1200 of 4000 are read.",
    instance: "/v1/at-risk",
    errors: [],
    progress: {
      read: 1200,
      total: 4000,
    },
  },
  reorganising: {
    status: 503,
    title: "Not available",
    detail: "The chains change faster than an answer is made.",
    instance: "/v1/at-risk",
    errors: [],
  },
  "too-many-readers": {
    status: 503,
    title: "Not available",
    detail: "There are 10000 readers already.",
    instance: "/v1/prices/stream",
    errors: [],
  },
  "shutting-down": {
    status: 503,
    title: "Not available",
    detail: "The server is shutting down.",
    instance: "/v1/prices/stream",
    errors: [],
  },
  "database-unavailable": {
    status: 503,
    title: "Database unavailable",
    detail: "The database does not answer.",
    instance: "/v1/chains",
    errors: [],
  },
  "index-missing": {
    status: 503,
    title: "Not indexed yet",
    detail: "There is no index in the database yet.",
    instance: "/v1/chains",
    errors: [],
  },
  unhealthy: {
    status: 503,
    title: "Unhealthy",
    detail: "The index of eip155:31338 is 130 s behind its head.",
    instance: "/v1/health",
    errors: [],
    health: {
      state: "down",
      database: "ok",
      index: "live",
      reasons: ["The index of eip155:31338 is 130 s behind its head."],
      chains: [
        {
          chain: "eip155:31338",
          indexed: {
            number: 319,
            time: 1795690795,
          },
          head: {
            number: 326,
            time: 1795690870,
          },
          lag: {
            blocks: 7,
            seconds: 75,
          },
          ageSeconds: 75,
        },
      ],
    },
  },
} as const;
