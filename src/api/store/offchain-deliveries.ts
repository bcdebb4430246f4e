import { and, asc, eq, isNull } from "drizzle-orm";
import type { Hex } from "viem";
import type { AttestationPlace } from "./offchain-attestations.ts";
import type { OffchainTables } from "./offchain-tables.ts";

export type StoredDelivery = OffchainTables["attestationDelivery"]["$inferSelect"];
type DeliveryKey = { epoch: bigint; chainId: number };

/** What became of an attestation on each chain it is for. */
export function createDeliveryStore({ db, tables, stream }: AttestationPlace) {
  const table = tables.attestationDelivery;
  const rowOf = ({ epoch, chainId }: DeliveryKey) =>
    and(eq(table.stream, stream), eq(table.epoch, epoch), eq(table.chainId, chainId));

  return {
    /** Deliveries of an epoch that are neither final nor abandoned. */
    async open(epoch: bigint): Promise<StoredDelivery[]> {
      return await db
        .select()
        .from(table)
        .where(
          and(
            eq(table.stream, stream),
            eq(table.epoch, epoch),
            isNull(table.finalAt),
            isNull(table.abandonedAt),
          ),
        )
        .orderBy(asc(table.chainId));
    },

    /** `transactionHash` is null where somebody else delivered the root, in a transaction not known. */
    async recordDelivered(
      parameters: DeliveryKey & {
        transactionHash: Hex | null;
        blockNumber: bigint;
        blockHash: Hex;
        deliveredAt: Date;
      },
    ): Promise<void> {
      const { transactionHash, blockNumber, blockHash, deliveredAt } = parameters;
      await db
        .update(table)
        .set({
          transactionHash,
          blockNumber,
          blockHash,
          deliveredAt,
          failedAt: null,
          failure: null,
        })
        .where(rowOf(parameters));
    },

    /** Takes a delivery back that a reorganisation undid. */
    async clearDelivered(key: DeliveryKey): Promise<void> {
      await db
        .update(table)
        .set({ transactionHash: null, blockNumber: null, blockHash: null, deliveredAt: null })
        .where(rowOf(key));
    },

    async recordFinal(parameters: DeliveryKey & { finalAt: Date }): Promise<void> {
      await db.update(table).set({ finalAt: parameters.finalAt }).where(rowOf(parameters));
    },

    async abandon(parameters: DeliveryKey & { reason: string; at: Date }): Promise<void> {
      await db
        .update(table)
        .set({ abandonedAt: parameters.at, abandonedReason: parameters.reason })
        .where(rowOf(parameters));
    },

    /** A failure that may pass: the delivery is tried again. */
    async recordFailure(parameters: DeliveryKey & { failure: string; at: Date }): Promise<void> {
      await db
        .update(table)
        .set({ failure: parameters.failure, failedAt: parameters.at })
        .where(rowOf(parameters));
    },
  };
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;
