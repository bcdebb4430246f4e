import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";

const BLOCK_SECONDS = 2;

/** Mines a block on each chain every two seconds, at the wall clock's time, with whatever was sent. */
export function keepMining(rpcUrls: readonly string[]): { stop(): Promise<void> } {
  let stopped = false;
  const mine = async () => {
    while (!stopped) {
      const began = Date.now();
      const timestamp = Math.floor(began / 1_000);
      // A chain of the scenario may be some seconds ahead: it waits for the clock.
      await Promise.allSettled(
        rpcUrls.map((url) =>
          jsonRpc({ url, calls: [{ method: "evm_mine", params: [timestamp] }] }),
        ),
      );
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(0, began + BLOCK_SECONDS * 1_000 - Date.now())),
      );
    }
  };
  const mining = mine();
  return {
    async stop() {
      stopped = true;
      await mining;
    },
  };
}
