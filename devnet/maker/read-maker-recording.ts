import { Parser } from "tar";
import type { Address, Hex } from "viem";
import { BallastError } from "../../src/core/ballast-error.ts";
import { fetchPackageFiles, fetchPackageTarball } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";

/** One transaction of the recorded deployment, and what it did then. */
type RecordedTransaction = {
  /** Null for a deployment. */
  to: Address | null;
  data: Hex;
  valueWei: bigint;
  contractAddress: Address | null;
  logCount: number;
};

export type MakerRecording = {
  /** Sent everything; its nonces are the transactions' indexes. */
  deployer: Address;
  transactions: readonly RecordedTransaction[];
  /** By the names of out/addresses-mcd.json, lower case. */
  addresses: Readonly<Record<string, Address>>;
};

type Transaction = {
  hash: Hex;
  nonce: Hex;
  from: Address;
  to?: string | null;
  value: Hex;
  data: string;
};
type Receipt = {
  transactionHash: Hex;
  status: Hex;
  contractAddress: Address | null;
  logs: readonly unknown[];
};

const SNAPSHOT = "package/snapshots/default.tgz";
const RECORDED_TRANSACTIONS = 669;

/**
 * The deployment of Maker that @makerdao/testchain recorded in March 2021, read from the database of
 * the chain on which it was made (liquidations 1.2: Cat and Flip).
 * @throws BallastError `package-fetch`, `package-integrity`, `maker-recording` where the record is
 * not what is expected.
 */
export async function readMakerRecording(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<MakerRecording> {
  const tarball = await fetchPackageTarball({ ...pinnedPackages.makerTestchain, ...parameters });
  const files = await fetchPackageFiles({ ...pinnedPackages.makerTestchain, ...parameters });
  const [snapshot] = await entriesOf(tarball, (path) => path === SNAPSHOT);
  if (snapshot === undefined) throw malformed(`has no ${SNAPSHOT}`);
  const records = await entriesOf(snapshot, (path) => /!transaction(s|Receipts)!/.test(path));

  const transactions: Transaction[] = [];
  const receipts = new Map<Hex, Receipt>();
  for (const bytes of records) {
    const record = JSON.parse(bytes.toString("utf8")) as Transaction | Receipt;
    if ("transactionHash" in record) receipts.set(record.transactionHash, record);
    else transactions.push(record);
  }
  transactions.sort((a, b) => Number(a.nonce) - Number(b.nonce));
  if (transactions.length !== RECORDED_TRANSACTIONS)
    throw malformed(`has ${transactions.length} transactions`);

  const names = JSON.parse(files.get("out/addresses-mcd.json")!) as Record<string, Address>;
  return {
    deployer: transactions[0]!.from,
    transactions: transactions.map(({ hash, nonce, to, value, data }, index) => {
      const receipt = receipts.get(hash);
      if (receipt?.status !== "0x1" || Number(nonce) !== index)
        throw malformed(`has no successful transaction ${index}`);
      return {
        to: to === undefined || to === null || to === "0x" ? null : (to as Address),
        data: data.startsWith("0x") ? (data as Hex) : `0x${data}`,
        valueWei: BigInt(value),
        contractAddress: receipt.contractAddress,
        logCount: receipt.logs.length,
      };
    }),
    addresses: Object.fromEntries(
      Object.entries(names).map(([name, address]) => [name, address.toLowerCase() as Address]),
    ),
  };
}

function malformed(what: string): BallastError {
  return new BallastError(`The recording in @makerdao/testchain ${what}.`, {
    code: "maker-recording",
  });
}

/** The files of a tarball, packed or not, that the path is wanted of. */
function entriesOf(tarball: Buffer, wanted: (path: string) => boolean): Promise<Buffer[]> {
  const files: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry) => {
        if (entry.type !== "File" || !wanted(entry.path)) {
          entry.resume();
          return;
        }
        const chunks: Buffer[] = [];
        entry.on("data", (chunk: Buffer) => chunks.push(chunk));
        entry.on("end", () => files.push(Buffer.concat(chunks)));
      },
    });
    parser.on("end", () => resolve(files));
    parser.on("error", reject);
    parser.end(tarball);
  });
}
