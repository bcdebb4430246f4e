import type { Logger } from "pino";
import type { HttpFeedService, Network } from "../../../config/network.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import type { WithSnapshot } from "../store/create-database.ts";
import type { HttpObservationStore } from "../store/offchain-http-observations.ts";
import { createFailureLog } from "../worker/failure-log.ts";
import type { LeaderLoop } from "../worker/run-as-leader.ts";
import { collectingLoop } from "./collecting-loop.ts";
import { createDefillamaService } from "./create-defillama-service.ts";
import { createHermesService } from "./create-hermes-service.ts";
import type { HttpService } from "./http-service.ts";
import type { HttpFeedKind, HttpSource } from "./http-source.ts";

/** One loop for each service of the network, for those of its feeds that the methodology uses. */
export function collectingLoops(parameters: {
  network: Pick<Network, "httpFeeds">;
  methodology: Pick<HashedMethodology, "prices">;
  store: HttpObservationStore;
  withSnapshot: WithSnapshot;
  intervalSeconds: number;
  hermesApiKey: string | undefined;
  logger: Logger;
}): LeaderLoop[] {
  const { network, methodology, hermesApiKey, logger, ...collecting } = parameters;
  const failures = createFailureLog(logger);
  return network.httpFeeds.flatMap((service) => {
    const created = createService(service, methodology, hermesApiKey);
    return created === null
      ? []
      : [collectingLoop({ ...collecting, service: created, failures, logger })];
  });
}

function createService(
  service: HttpFeedService,
  methodology: Pick<HashedMethodology, "prices">,
  apiKey: string | undefined,
): HttpService | null {
  const { urls } = service;
  if (service.kind === "hermes") {
    const sources = sourcesOf(methodology, "hermes");
    const { signers } = service;
    return sources.length === 0 ? null : createHermesService({ urls, sources, apiKey, signers });
  }
  const sources = sourcesOf(methodology, "defillama");
  return sources.length === 0 ? null : createDefillamaService({ urls, sources });
}

function sourcesOf<Kind extends HttpFeedKind>(
  { prices }: Pick<HashedMethodology, "prices">,
  kind: Kind,
): Extract<HttpSource, { kind: Kind }>[] {
  return prices
    .flatMap(({ feeds }) => feeds.map(({ source }) => source))
    .filter((source): source is Extract<HttpSource, { kind: Kind }> => source.kind === kind);
}
