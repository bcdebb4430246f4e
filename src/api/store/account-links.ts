import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Hex } from "viem";
import type { Network } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { type AccountId, parseAccountId } from "../../core/identifiers.ts";
import {
  type AccountLink,
  type LinkedAccounts,
  MOST_LINKED_ACCOUNTS,
} from "../links/account-link.ts";
import { confirmLink } from "../links/confirm-link.ts";
import { type LinkStatement, linkId } from "../links/link-statement.ts";
import { walkLinks } from "../links/walk-links.ts";
import { accountLinkTables } from "./account-link-tables.ts";
import { createTableProbe } from "./create-table-probe.ts";
import { EFFECT_MARGIN_SECONDS, holdBlockTime } from "./hold-block-time.ts";
import { sqlState } from "./to-database-error.ts";

/** Which side ended a link, and the block time from which on it is over. */
export type LinkRevocation = { account: string; signature: Hex; effectiveSeconds: number };
export type StoredLink = { link: AccountLink; revocation: LinkRevocation | null };

export type AccountLinks = {
  /** What links join an account with at a vector, in the snapshot of an answer. @throws BallastError `chain-unreadable`. */
  linkedAccounts(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    account: AccountId;
  }): Promise<LinkedAccounts>;
  /** A link whatever became of it; null where there is none. */
  find(id: Hex): Promise<StoredLink | null>;
  /**
   * Stores a link whose signatures have been verified, to count from a block time that lies after
   * every indexed block; one that is stored already stays as it is.
   * @throws BallastError `link-revoked`, `too-many-links`, `links-not-ready`, `read-only`, `index-missing`.
   */
  record(parameters: {
    statement: LinkStatement;
    signatures: AccountLink["signatures"];
  }): Promise<StoredLink & { isNew: boolean }>;
  /** Ends a link, likewise; the first revocation stays. Null where there is no such link. @throws as `record`. */
  revoke(parameters: {
    id: Hex;
    account: string;
    signature: Hex;
  }): Promise<(StoredLink & { isNew: boolean }) | null>;
};

/** Links of one account that are not over, so that an answer's work has an end. */
const MOST_LINKS_OF_ACCOUNT = 32;
const LOCK_TIMEOUT_MILLISECONDS = 2_000;
/** read_only_sql_transaction and insufficient_privilege. */
const READ_ONLY_STATES: readonly string[] = ["25006", "42501"];

/** Reads and writes the links of a network's accounts. */
export function createAccountLinks(parameters: {
  db: NodePgDatabase;
  schema: string;
  network: Pick<Network, "name" | "chains">;
  contracts: Pick<ContractReader, "read">;
}): AccountLinks {
  const { db, schema, network, contracts } = parameters;
  const { accountLink, accountLinkRevocation } = accountLinkTables(schema);
  const stream = network.name;
  const chainIds = network.chains.map(({ chainId }) => chainId);
  const tableExists = createTableProbe(schema, "account_link");

  const select = (on: FactsReader) =>
    on
      .select()
      .from(accountLink)
      .leftJoin(
        accountLinkRevocation,
        and(
          eq(accountLinkRevocation.stream, accountLink.stream),
          eq(accountLinkRevocation.id, accountLink.id),
        ),
      );
  type Row = Awaited<ReturnType<typeof select>>[number];

  const stored = ({ account_link: row, account_link_revocation: end }: Row): StoredLink => ({
    link: {
      id: row.id,
      statement: {
        network: stream,
        first: row.first,
        second: row.second,
        issuedAt: row.issuedSeconds,
        expiresAt: row.expiresSeconds ?? 0,
      },
      signatures: { first: row.firstSignature, second: row.secondSignature },
      effectiveSeconds: row.effectiveSeconds,
    },
    revocation: end && {
      account: end.account,
      signature: end.signature,
      effectiveSeconds: end.effectiveSeconds,
    },
  });

  const findIn = async (on: FactsReader, id: Hex): Promise<StoredLink | null> => {
    const [row] = await select(on).where(
      and(eq(accountLink.stream, stream), eq(accountLink.id, id)),
    );
    return row === undefined ? null : stored(row);
  };

  /** Links of the accounts that are not over at a block time. */
  const lasting = (on: FactsReader, accounts: readonly string[], timeSeconds: number) =>
    select(on).where(
      and(
        eq(accountLink.stream, stream),
        or(inArray(accountLink.first, [...accounts]), inArray(accountLink.second, [...accounts])),
        or(isNull(accountLink.expiresSeconds), gt(accountLink.expiresSeconds, timeSeconds)),
        or(
          isNull(accountLinkRevocation.effectiveSeconds),
          gt(accountLinkRevocation.effectiveSeconds, timeSeconds),
        ),
      ),
    );

  /** Writes under a lock that lets one writer of links through at a time. */
  const write = async <Result>(work: (transaction: FactsReader & Writer) => Promise<Result>) => {
    if (!(await tableExists(db))) {
      throw new BallastError("This installation has no table of links yet.", {
        code: "links-not-ready",
        remedy: "Its worker makes it at its start.",
      });
    }
    try {
      return await db.transaction(async (transaction) => {
        await transaction.execute(sql.raw(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MILLISECONDS}`));
        await transaction.execute(
          sql`SELECT pg_advisory_xact_lock(hashtextextended(${`ballast-links:${schema}/${stream}`}, 0))`,
        );
        return await work(transaction);
      });
    } catch (cause) {
      if (!READ_ONLY_STATES.includes(sqlState(cause) ?? "")) throw cause;
      throw new BallastError("This server may only read its database.", {
        code: "read-only",
        remedy: "Send what is to be stored to one that may write.",
        cause,
      });
    }
  };

  /** @throws BallastError `too-many-links`. */
  const requireRoom = async (on: FactsReader, statement: LinkStatement, timeSeconds: number) => {
    const sides = [statement.first, statement.second];
    const joined = new Set<string>();
    for (const side of sides) {
      const links = await lasting(on, [side], timeSeconds);
      if (links.length >= MOST_LINKS_OF_ACCOUNT) {
        throw tooMany(`${side} has ${links.length} links, and no account may have more.`);
      }
      const { accounts } = await walkLinks({
        account: parseAccountId(side),
        linksOf: async (accounts) =>
          (await lasting(on, accounts, timeSeconds)).map((row) => ({
            ...stored(row).link,
            notConfirmedBy: [],
          })),
      });
      for (const account of accounts) joined.add(account);
    }
    if (joined.size > MOST_LINKED_ACCOUNTS) {
      throw tooMany(
        `The link would join ${joined.size} accounts, and no more than ${MOST_LINKED_ACCOUNTS} may be.`,
      );
    }
  };

  return {
    async linkedAccounts({ facts, vector, account }) {
      const timeSeconds = evaluationTimeSeconds(vector);
      const isThere = await tableExists(facts);
      return walkLinks({
        account,
        linksOf: async (accounts) => {
          if (!isThere) return [];
          const rows = await lasting(facts, accounts, timeSeconds);
          return Promise.all(
            rows
              .map((row) => stored(row).link)
              .filter(({ effectiveSeconds }) => effectiveSeconds <= timeSeconds)
              .map((link) => confirmLink({ link, contracts, vector })),
          );
        },
      });
    },

    async find(id) {
      return (await tableExists(db)) ? findIn(db, id) : null;
    },

    record({ statement, signatures }) {
      const id = linkId(statement);
      return write(async (transaction) => {
        const known = await findIn(transaction, id);
        if (known?.revocation) {
          throw new BallastError(`The link ${id} was revoked by ${known.revocation.account}.`, {
            code: "link-revoked",
            remedy: "Sign a new statement, issued later.",
          });
        }
        if (known !== null) return { ...known, isNew: false };
        const headSeconds = await holdBlockTime({ transaction, chainIds });
        const effectiveSeconds = Math.max(headSeconds + EFFECT_MARGIN_SECONDS, statement.issuedAt);
        await requireRoom(transaction, statement, effectiveSeconds);
        await transaction.insert(accountLink).values({
          ...{ stream, id, effectiveSeconds },
          first: statement.first,
          second: statement.second,
          issuedSeconds: statement.issuedAt,
          expiresSeconds: statement.expiresAt === 0 ? null : statement.expiresAt,
          firstSignature: signatures.first,
          secondSignature: signatures.second,
        });
        const link = { id, statement, signatures, effectiveSeconds };
        return { link, revocation: null, isNew: true };
      });
    },

    revoke({ id, account, signature }) {
      return write(async (transaction) => {
        const known = await findIn(transaction, id);
        if (known === null) return null;
        if (known.revocation !== null) return { ...known, isNew: false };
        const headSeconds = await holdBlockTime({ transaction, chainIds });
        const revocation = {
          ...{ account, signature },
          effectiveSeconds: headSeconds + EFFECT_MARGIN_SECONDS,
        };
        await transaction.insert(accountLinkRevocation).values({ stream, id, ...revocation });
        return { link: known.link, revocation, isNew: true };
      });
    },
  };
}

type Writer = Pick<NodePgDatabase, "insert">;

function tooMany(message: string): BallastError {
  return new BallastError(message, { code: "too-many-links", remedy: "Revoke one first." });
}
