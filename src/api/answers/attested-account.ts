import { z } from "@hono/zod-openapi";
import type { Address } from "viem";
import { assetCaip19, chainCaip2 } from "../../core/identifiers.ts";
import { attestationFlagNames, UNKNOWN_DEBT } from "../attestation/leaf.ts";
import type { AttestationRecord, AttestedAccount } from "../store/read-attestations.ts";
import {
  ATTESTED_DECIMALS,
  type AttestationAnswer,
  attestationSchema,
  attestedChain,
} from "./attestation.ts";
import { attestationFlagsSchema } from "./attestation-flags.ts";
import {
  addressSchema,
  assetIdSchema,
  chainIdSchema,
  hashSchema,
  hexSchema,
  timeSchema,
  uint64Schema,
} from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema } from "./quantity.ts";

export const attestedAccountSchema = z
  .object({
    epoch: uint64Schema,
    account: z.object({ id: z.string(), address: addressSchema, chain: orNull(chainIdSchema) }),
    leaf: z.object({
      index: z.int(),
      bytes: hexSchema.openapi({ description: "128 bytes; an argument of `valueOf`." }),
      namespace: z.int().openapi({
        description: "0: the same owner on every chain; else the Wormhole id of the one chain.",
      }),
      value: quantitySchema.openapi({ description: "USD not needed for debt, after haircuts." }),
      gross: quantitySchema,
      debt: orNull(quantitySchema).openapi({ description: "Null where a debt has no price." }),
      minPriceTime: timeSchema,
      chains: z.array(chainIdSchema),
      flags: attestationFlagsSchema,
      breakdownHash: hashSchema,
    }),
    proof: z.array(hashSchema).openapi({ description: "Siblings from the leaf up." }),
    breakdown: z
      .array(
        z.object({
          chain: chainIdSchema,
          protocol: z.string(),
          marketId: z.string(),
          kind: z.enum(["collateral", "debt"]),
          asset: assetIdSchema,
          holder: addressSchema,
          amountRaw: z.string().openapi({ description: "Raw units of the asset." }),
          value: orNull(quantitySchema).openapi({ description: "USD before haircuts." }),
          haircutBps: z.int(),
          securesDebt: z.boolean(),
          locked: z.boolean(),
        }),
      )
      .openapi({ description: "The positions that breakdownHash is over." }),
    attestation: attestationSchema,
  })
  .openapi("AttestedAccount");

export function attestedAccountAnswer(parameters: {
  line: AttestedAccount;
  account: { address: Address; chainId: number | undefined };
  record: AttestationRecord;
  attestation: AttestationAnswer;
}): z.infer<typeof attestedAccountSchema> {
  const { line, account, record, attestation } = parameters;
  const { leaf } = line;
  const chain = account.chainId === undefined ? null : chainCaip2(account.chainId);
  const usd = (units: bigint) => quantityAnswer(units, ATTESTED_DECIMALS);
  return {
    epoch: attestation.epoch,
    account: {
      id: chain === null ? account.address : `${chain}:${account.address}`,
      address: account.address,
      chain,
    },
    leaf: {
      index: line.leafIndex,
      bytes: line.leafBytes,
      namespace: leaf.namespace,
      value: usd(leaf.value),
      gross: usd(leaf.gross),
      debt: leaf.debt === UNKNOWN_DEBT ? null : usd(leaf.debt),
      minPriceTime: leaf.minPriceTimeSeconds,
      chains: record.root.chains
        .filter((_, index) => Math.floor(leaf.chainMask / 2 ** index) % 2 === 1)
        .map((one) => attestedChain(record, one)),
      flags: attestationFlagNames(leaf.flags),
      breakdownHash: leaf.breakdownHash,
    },
    proof: [...line.proof],
    breakdown: line.breakdown.map(({ chainId, amount, asset, value, ...entry }) => ({
      ...entry,
      chain: chainCaip2(chainId),
      asset: assetCaip19(chainId, asset as Address),
      amountRaw: amount,
      value: value === null ? null : usd(BigInt(value)),
    })),
    attestation,
  };
}
