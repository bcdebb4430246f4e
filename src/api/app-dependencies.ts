import type { Logger } from "pino";
import type { Network } from "../../config/network.ts";
import type { ContractReader } from "../core/contract-reader.ts";
import type { LiveBook } from "./book/create-live-book.ts";
import type { AccountKinds } from "./chains/create-account-kinds.ts";
import type { ChainHeads } from "./chains/create-chain-heads.ts";
import type { Clock } from "./clock.ts";
import type { HttpSettings } from "./http/http-settings.ts";
import type { LiquidationReader } from "./liquidation/create-liquidation-reader.ts";
import type { HashedMethodology } from "./methodology/methodology.ts";
import type { ApiMetrics } from "./metrics/create-api-metrics.ts";
import type { AccountLinks } from "./store/account-links.ts";
import type { WithSnapshot } from "./store/create-database.ts";
import type { AttestationReader } from "./store/read-attestations.ts";
import type { MethodologyReader } from "./store/read-methodologies.ts";
import type { ParityReader } from "./store/read-parity.ts";
import type { AccountStream } from "./stream/create-account-stream.ts";
import type { AtRiskStream } from "./stream/create-at-risk-stream.ts";
import type { PriceStream } from "./stream/create-price-stream.ts";
import type { AccountValuer } from "./valuation/account-valuer.ts";
import type { InsuranceFundReader } from "./valuation/create-insurance-fund-reader.ts";
import type { BlockStore } from "./vectors/resolve-block-vector.ts";

/** Everything that the routes need from outside: no route reads a clock, the environment or a global. */
export type AppDependencies = {
  network: Network;
  /** This release's own; what is in force at a vector is what `methodologies` says. */
  methodology: HashedMethodology;
  methodologies: MethodologyReader;
  clock: Clock;
  /** Age above which an answer about the present is refused where the caller sets none. */
  maximumAgeSeconds: number | undefined;
  withSnapshot: WithSnapshot;
  blocks: BlockStore;
  valuer: AccountValuer;
  /** The same apart from what it remembers: many old blocks do not drive out those of the present. */
  historyValuer: AccountValuer;
  insuranceFunds: InsuranceFundReader;
  liquidations: LiquidationReader;
  heads: ChainHeads;
  accountKinds: AccountKinds;
  accountLinks: AccountLinks;
  /** At blocks by their hash. */
  contracts: ContractReader;
  /** Null on a network that attests nothing. */
  attestations: AttestationReader | null;
  parity: ParityReader;
  priceStream: PriceStream;
  book: LiveBook;
  atRiskStream: AtRiskStream;
  accountStream: AccountStream;
  /** Where the built page is; the folder may be missing. */
  pageDirectory: string;
  http: HttpSettings;
  log: Logger;
  metrics: ApiMetrics;
};
