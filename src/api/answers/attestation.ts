import { z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import { attestationFlagNames } from "../attestation/leaf.ts";
import type { AttestationDelivery, AttestationRecord } from "../store/read-attestations.ts";
import { vectorId } from "../vectors/vector-id.ts";
import { attestationFlagsSchema } from "./attestation-flags.ts";
import { atSchema } from "./block.ts";
import {
  addressSchema,
  blockNumberSchema,
  chainIdSchema,
  hashSchema,
  hexSchema,
  safeNumber,
  timeSchema,
  uint64Schema,
} from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema } from "./quantity.ts";

/** USD × 10^8, the unit of attestations. */
export const ATTESTED_DECIMALS = 8;

const deliverySchema = z
  .object({
    chain: chainIdSchema,
    receiver: addressSchema,
    state: z.enum(["pending", "retrying", "delivered", "final", "abandoned"]),
    transaction: orNull(hashSchema).openapi({ description: "Null where somebody else delivered." }),
    block: orNull(blockNumberSchema),
    deliveredAt: orNull(timeSchema),
    reason: orNull(z.string()).openapi({ description: "Why it is abandoned or tried again." }),
  })
  .openapi("AttestationDelivery");

export const attestationSchema = z
  .object({
    epoch: uint64Schema,
    state: z.enum(["computed", "published", "signed", "delivered", "superseded"]),
    methodology: z.object({ hash: hashSchema, url: z.string() }),
    asOf: timeSchema,
    validUntil: timeSchema,
    minPriceTime: timeSchema,
    maxPriceTime: timeSchema,
    flags: attestationFlagsSchema,
    leafCount: z.int(),
    total: quantitySchema.openapi({ description: "USD: sum of all leaves' values." }),
    root: hashSchema,
    payload: hexSchema.openapi({ description: "The message as published: `UCA1`." }),
    blocks: z.array(
      z.object({
        chain: chainIdSchema,
        wormholeChainId: z.int(),
        number: blockNumberSchema,
        hash: hashSchema,
        time: timeSchema,
        status: z.enum(["finalized", "safe", "latest", "missing"]),
      }),
    ),
    at: atSchema,
    computedAt: timeSchema,
    publication: orNull(
      z.object({
        chain: chainIdSchema,
        emitter: addressSchema,
        sequence: uint64Schema,
        transaction: hashSchema,
        block: blockNumberSchema,
        blockHash: hashSchema,
        publishedAt: timeSchema,
      }),
    ),
    signature: orNull(
      z.object({
        vaa: hexSchema,
        digest: hashSchema.openapi({ description: "keccak256(keccak256(body)): the replay key." }),
        guardianSetIndex: z.int(),
        signedAt: timeSchema,
      }),
    ),
    deliveries: z.array(deliverySchema),
    superseded: orNull(z.object({ at: timeSchema, reason: z.string() })),
  })
  .openapi("Attestation", { description: "Parts are null until they happen." });

export type AttestationAnswer = z.infer<typeof attestationSchema>;

/** Of a list: without what is long and is in the attestation itself. */
export const attestationSummarySchema = attestationSchema
  .omit({ payload: true })
  .extend({
    signature: orNull(
      z.object({ digest: hashSchema, guardianSetIndex: z.int(), signedAt: timeSchema }),
    ),
  })
  .openapi("AttestationSummary", {
    description: "An attestation without the bytes of its message and its VAA.",
  });

export const attestationListSchema = z
  .object({
    items: z.array(attestationSummarySchema),
    next: z.string().nullable().openapi({
      example: "8",
      description:
        "Cursor of the next page. It names the last epoch of this page, so that new ones change no later page.",
    }),
    simulated: z.boolean(),
  })
  .openapi("AttestationList");

/** The attestation without its bytes. */
export function attestationSummary({
  payload: _,
  signature,
  ...rest
}: AttestationAnswer): z.infer<typeof attestationSummarySchema> {
  if (signature === null) return { ...rest, signature };
  const { vaa: _vaa, ...facts } = signature;
  return { ...rest, signature: facts };
}

/** `source` is the chain and emitter that attestations are published by. */
export function attestationAnswer(
  record: AttestationRecord,
  source: { chainId: number; emitter: string },
): AttestationAnswer {
  const { root, publication, signature } = record;
  return {
    epoch: record.epoch.toString(),
    state: attestationState(record),
    methodology: { hash: root.configHash, url: `/v1/methodology/${root.configHash}` },
    asOf: root.asOfSeconds,
    validUntil: root.validUntilSeconds,
    minPriceTime: root.minPriceTimeSeconds,
    maxPriceTime: root.maxPriceTimeSeconds,
    flags: attestationFlagNames(root.flags),
    leafCount: root.leafCount,
    total: quantityAnswer(root.total, ATTESTED_DECIMALS),
    root: root.root,
    payload: record.payload,
    blocks: root.chains.map((chain) => ({
      chain: attestedChain(record, chain),
      wormholeChainId: chain.wormholeChainId,
      number: safeNumber(chain.blockNumber),
      hash: chain.blockHash,
      time: chain.blockTimeSeconds,
      status: chain.status,
    })),
    at: vectorId(record.vector),
    computedAt: seconds(record.computedAt),
    publication:
      publication === null
        ? null
        : {
            chain: chainCaip2(source.chainId),
            emitter: source.emitter,
            sequence: publication.sequence.toString(),
            transaction: publication.transactionHash,
            block: safeNumber(publication.blockNumber),
            blockHash: publication.blockHash,
            publishedAt: seconds(publication.publishedAt),
          },
    signature:
      signature === null
        ? null
        : {
            vaa: signature.vaa,
            digest: signature.digest,
            guardianSetIndex: signature.guardianSetIndex,
            signedAt: seconds(signature.signedAt),
          },
    deliveries: record.deliveries.map(deliveryAnswer),
    superseded:
      record.superseded === null
        ? null
        : { at: seconds(record.superseded.at), reason: record.superseded.reason },
  };
}

/** CAIP-2 of a chain of the payload, which names chains by their Wormhole ids. */
export function attestedChain(
  record: Pick<AttestationRecord, "vector">,
  chain: AttestationRecord["root"]["chains"][number],
): string {
  const block = record.vector.find(
    ({ hash, number }) => hash === chain.blockHash && BigInt(number) === chain.blockNumber,
  );
  if (block === undefined) {
    throw new RangeError(`Wormhole chain ${chain.wormholeChainId} is not in the stored vector.`);
  }
  return chainCaip2(block.chainId);
}

function attestationState(record: AttestationRecord): AttestationAnswer["state"] {
  if (record.superseded !== null) return "superseded";
  if (record.publication === null) return "computed";
  if (record.signature === null) return "published";
  const open = record.deliveries.filter(({ abandonedAt }) => abandonedAt === null);
  return open.length > 0 && open.every(({ deliveredAt }) => deliveredAt !== null)
    ? "delivered"
    : "signed";
}

function deliveryAnswer(delivery: AttestationDelivery): z.infer<typeof deliverySchema> {
  return {
    chain: chainCaip2(delivery.chainId),
    receiver: delivery.receiver,
    state: deliveryState(delivery),
    transaction: delivery.transactionHash,
    block: delivery.blockNumber === null ? null : safeNumber(delivery.blockNumber),
    deliveredAt: delivery.deliveredAt === null ? null : seconds(delivery.deliveredAt),
    reason: delivery.abandonedReason ?? delivery.failure,
  };
}

function deliveryState(delivery: AttestationDelivery): z.infer<typeof deliverySchema>["state"] {
  if (delivery.abandonedAt !== null) return "abandoned";
  if (delivery.finalAt !== null) return "final";
  if (delivery.deliveredAt !== null) return "delivered";
  return delivery.failedAt === null ? "pending" : "retrying";
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
