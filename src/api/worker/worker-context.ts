import type { Logger } from "pino";
import type { Hex, PrivateKeyAccount, PublicClient } from "viem";
import type { Network } from "../../../config/network.ts";
import type { AttestingChain } from "../attestation/attestation-places.ts";
import type { AttestationStore } from "../store/offchain-attestations.ts";
import type { DeliveryStore } from "../store/offchain-deliveries.ts";
import type { TransactionStore } from "../store/offchain-transactions.ts";
import type { GuardianClient } from "./guardian-client.ts";

/** What the steps of the worker share. Nothing in it changes while the worker runs. */
export type WorkerContext = {
  network: Network;
  /** The chain whose emitter publishes. */
  source: AttestingChain;
  /** The chains whose receivers get the roots. */
  targets: readonly AttestingChain[];
  configHash: Hex;
  validitySeconds: number;
  intervalSeconds: number;
  retentionSeconds: number;
  consistencyLevel: number;
  replaceTransactionAfterMilliseconds: number;
  account: PrivateKeyAccount;
  /** @throws RangeError for a chain without a client. */
  client(chainId: number): PublicClient;
  guardians: readonly GuardianClient[];
  attestations: AttestationStore;
  transactions: TransactionStore;
  deliveries: DeliveryStore;
  now(): Date;
  logger: Logger;
};
