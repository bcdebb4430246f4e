import { index, onchainTable, primaryKey } from "ponder";

/** One `LogMessagePublished` of a core contract. */
export const wormholeMessage = onchainTable(
  "wormhole_message",
  (t) => ({
    chainId: t.integer().notNull(),
    /** The publishing contract. */
    emitter: t.hex().notNull(),
    sequence: t.bigint().notNull(),
    core: t.hex().notNull(),
    nonce: t.bigint().notNull(),
    payload: t.hex().notNull(),
    consistencyLevel: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.emitter, table.sequence] }) }),
);

/** A root that an AttestationReceiver accepted: the proof that an attestation was delivered. */
export const attestationAccepted = onchainTable(
  "attestation_accepted",
  (t) => ({
    chainId: t.integer().notNull(),
    receiver: t.hex().notNull(),
    epoch: t.bigint().notNull(),
    root: t.hex().notNull(),
    validUntilSeconds: t.bigint().notNull(),
    blockNumber: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.receiver, table.epoch] }),
    byEpoch: index("attestation_accepted_epoch").on(table.epoch),
  }),
);
