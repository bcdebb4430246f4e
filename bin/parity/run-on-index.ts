import type { Network } from "../../config/network.ts";
import { readMethodology } from "../../src/api/methodology/read-methodology.ts";
import { createDatabase } from "../../src/api/store/create-database.ts";
import { readIndexedHeads } from "../../src/api/store/read-block-vector.ts";
import { createComparer } from "./create-comparer.ts";
import { createReport, type ReportedParity } from "./create-report.ts";

/**
 * Compares everything at the newest indexed blocks of an index that runs already.
 * @throws BallastError `parity-difference` at the first difference.
 */
export async function runOnIndex(parameters: {
  network: Network;
  connectionString: string;
  schema: string;
  /** How many blocks of each chain. */
  blocks: number;
  onProgress: (line: string) => void;
}): Promise<ReportedParity[]> {
  const { network, connectionString, schema, blocks, onProgress } = parameters;
  const database = createDatabase({ connectionString, schema, maximumConnections: 4 });
  try {
    const report = createReport();
    const comparer = createComparer({
      ...{ network, database, report, onProgress },
      methodology: readMethodology(network),
      accounts: [],
    });
    const chainIds = network.chains.map(({ chainId }) => chainId);
    const heads = await database.withSnapshot((facts) => readIndexedHeads({ facts, chainIds }));
    for (const chain of network.chains) {
      const head = heads.get(chain.chainId)?.number;
      if (head === undefined) continue;
      const first = BigInt(chain.startBlock);
      const from = head - BigInt(blocks) + 1n;
      await comparer.compareBlocks({ chain, from: from > first ? from : first, to: head });
    }
    return report.items();
  } finally {
    await database.close();
  }
}
