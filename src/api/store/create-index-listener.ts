import { Client } from "pg";

/** Hears of new blocks in the index's database as they are committed. */
export type IndexListener = {
  /** Calls back after every change of the index from now on; may call more often, and miss some. */
  start(onChange: () => void): void;
  close(): Promise<void>;
};

const RECONNECT_MILLISECONDS = 1_000;

/**
 * Listens on the channel on which Ponder notifies its own live queries in the transaction of every block
 * that it indexes in real time. A connection that breaks is made anew; what is missed meanwhile, or where
 * a pooler takes no LISTEN, whoever listens finds out by looking now and then.
 */
export function createIndexListener(parameters: {
  connectionString: string;
  /** Ponder's, or the schema of its views. */
  schema: string;
  applicationName: string;
  /** Once for every row of failures. */
  onFailure: (error: unknown) => void;
}): IndexListener {
  const { connectionString, schema, applicationName, onFailure } = parameters;
  let client: Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  let isFailing = false;

  async function connect(onChange: () => void): Promise<void> {
    const connection = new Client({
      connectionString,
      application_name: applicationName,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = connection;
    let isOver = false;
    const reconnect = (error: unknown) => {
      if (isOver || isClosed) return;
      isOver = true;
      if (!isFailing) onFailure(error);
      isFailing = true;
      connection.end().catch(() => undefined);
      timer = setTimeout(() => void connect(onChange), RECONNECT_MILLISECONDS);
    };
    connection.on("error", reconnect);
    connection.on("end", () => reconnect(new Error("The connection that listens has ended.")));
    connection.on("notification", onChange);
    try {
      await connection.connect();
      await connection.query(`LISTEN ${connection.escapeIdentifier(`${schema}_live_query`)}`);
      isFailing = false;
      // What was committed before is not told.
      onChange();
    } catch (error) {
      reconnect(error);
    }
  }

  return {
    start(onChange) {
      void connect(onChange);
    },
    async close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
