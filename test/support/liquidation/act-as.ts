import type { Address, Hex, PublicClient } from "viem";
import {
  decodeCallSequence,
  encodeCallSequence,
  type SequencedAnswer,
} from "../../../src/api/chains/call-sequence.ts";

export type StateOverride = {
  address: Address;
  code?: Hex;
  stateDiff: { slot: Hex; value: Hex }[];
}[];

/**
 * Makes calls one after the other as somebody, at the newest block and its very time, of which nothing
 * stays: what stands at the address during the call is a program that makes them.
 * @param parameters.stateOverride What is otherwise on the chain for the time of the calls.
 */
export async function actAs(
  client: PublicClient,
  account: Address,
  calls: readonly { to?: Address | undefined; data?: Hex | undefined }[],
  { stateOverride = [] }: { stateOverride?: StateOverride } = {},
): Promise<SequencedAnswer[]> {
  const program = encodeCallSequence(calls.map(({ to, data }) => ({ to: to!, data: data! })));
  const { data } = await client.call({
    to: account,
    gas: 1_000_000_000n,
    stateOverride: [...stateOverride, { address: account, code: program }],
  });
  return decodeCallSequence(data ?? "0x", calls.length);
}
