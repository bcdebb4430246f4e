import { Client } from "pg";

export type Leadership = {
  /** Becomes true for good when the session that holds the lock is gone. */
  isLost(): boolean;
  /** Asks the server whether the session lives; marks it as lost where it does not answer in time. */
  confirm(): Promise<boolean>;
  release(): Promise<void>;
};

const ANSWER_TIMEOUT_MILLISECONDS = 5_000;

/**
 * Tries to become the one worker of a stream: a session-level advisory lock on a connection of its
 * own, so that the lock ends with the process however it ends.
 * @returns null where another worker leads.
 * @throws the database's error where it does not answer.
 */
export async function tryToLead(parameters: {
  connectionString: string;
  stream: string;
}): Promise<Leadership | null> {
  const client = new Client({
    connectionString: parameters.connectionString,
    application_name: "ballast-worker-lock",
    connectionTimeoutMillis: ANSWER_TIMEOUT_MILLISECONDS,
    query_timeout: ANSWER_TIMEOUT_MILLISECONDS,
    keepAlive: true,
  });
  let lost = false;
  const lose = () => {
    lost = true;
  };
  client.on("error", lose);
  client.on("end", lose);
  const release = async () => {
    lose();
    await client.end().catch(() => undefined);
  };
  try {
    await client.connect();
    const answer = await client.query<{ leads: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS leads",
      [`ballast-worker:${parameters.stream}`],
    );
    if (answer.rows[0]?.leads !== true) {
      await release();
      return null;
    }
  } catch (error) {
    await release();
    throw error;
  }
  return {
    isLost: () => lost,
    async confirm() {
      if (lost) return false;
      try {
        await client.query("SELECT 1");
      } catch {
        await release();
      }
      return !lost;
    },
    release,
  };
}
