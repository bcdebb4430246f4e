import { type Hex, hashTypedData } from "viem";

/**
 * What both sides of a link sign. Account ids in their one text (`accountIdText`): the plain address of
 * an externally owned account, CAIP-10 of a contract account. Times in unix seconds.
 */
export type LinkStatement = {
  /** Name of the network: a statement for local chains does not count elsewhere. */
  network: string;
  /** The lesser text of both. */
  first: string;
  second: string;
  issuedAt: number;
  /** From this block time on the link is over; 0: never. */
  expiresAt: number;
};

/** What either side signs to end a link. */
export type RevocationStatement = {
  network: string;
  /** Id of the link. */
  link: Hex;
  /** The side that signs. */
  account: string;
};

/** Without a chain: a link is about accounts of several chains, and a wallet signs it on any. */
const LINK_DOMAIN = { name: "Ballast", version: "1" } as const;

const LINK_TYPES = {
  LinkAccounts: [
    { name: "network", type: "string" },
    { name: "first", type: "string" },
    { name: "second", type: "string" },
    { name: "issuedAt", type: "uint64" },
    { name: "expiresAt", type: "uint64" },
  ],
  RevokeLink: [
    { name: "network", type: "string" },
    { name: "link", type: "bytes32" },
    { name: "account", type: "string" },
  ],
} as const;

/** The EIP-712 typed data of a link, as a wallet takes it. */
export function linkTypedData(statement: LinkStatement) {
  const { issuedAt, expiresAt, ...accounts } = statement;
  return {
    domain: LINK_DOMAIN,
    types: { LinkAccounts: LINK_TYPES.LinkAccounts },
    primaryType: "LinkAccounts",
    message: { ...accounts, issuedAt: BigInt(issuedAt), expiresAt: BigInt(expiresAt) },
  } as const;
}

/** The EIP-712 typed data of a revocation, as a wallet takes it. */
export function revocationTypedData(statement: RevocationStatement) {
  return {
    domain: LINK_DOMAIN,
    types: { RevokeLink: LINK_TYPES.RevokeLink },
    primaryType: "RevokeLink",
    message: statement,
  } as const;
}

/** The digest that both sides sign, which is the link's id. */
export function linkId(statement: LinkStatement): Hex {
  return hashTypedData(linkTypedData(statement));
}

export function revocationDigest(statement: RevocationStatement): Hex {
  return hashTypedData(revocationTypedData(statement));
}
