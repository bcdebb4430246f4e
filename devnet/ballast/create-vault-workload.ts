import type { Address } from "viem";
import { collateralVaultAbi } from "../../abis/collateral-vault.ts";
import { freePeople } from "../random/free-people.ts";
import type { Workload } from "../random/workload.ts";
import type { Stage } from "../scenario/stage.ts";
import { devnetTokens } from "../tokens/devnet-tokens.ts";
import { fund } from "../tokens/fund.ts";
import { depositInVault, endVaultRequest, requestFromVault } from "./vault-transactions.ts";

const kinds = ["deposit", "deposit", "request", "request", "cancel", "withdraw"] as const;
const openStatus = 1;
/** Older requests stay open for ever where nobody has ended them by then. */
const rememberedRequests = 60n;

/** Deposits, requests, cancellations and withdrawals at Ballast's vault. */
export function createVaultWorkload(parameters: { stage: Stage; vault: Address }): Workload {
  const { stage, vault } = parameters;
  const { chain, random } = stage;
  const contract = { address: vault, abi: collateralVaultAbi } as const;

  /** Requests that can be ended, of people without a transaction waiting, by id. */
  async function openRequests(people: readonly Address[]) {
    const last = await chain.client.readContract({ ...contract, functionName: "lastRequestId" });
    const first = last > rememberedRequests ? last - rememberedRequests : 0n;
    const ids = Array.from({ length: Number(last - first) }, (_, index) => last - BigInt(index));
    const requests = await Promise.all(
      ids.map(async (id) => ({
        id,
        ...(await chain.client.readContract({
          ...contract,
          functionName: "withdrawalOf",
          args: [id],
        })),
      })),
    );
    return requests
      .map((request) => ({ ...request, account: request.account.toLowerCase() as Address }))
      .filter(({ status, account }) => status === openStatus && people.includes(account));
  }

  return {
    protocol: "ballast-vault",
    weight: 1,
    async act() {
      const people = freePeople(stage);
      if (people.length === 0) return undefined;
      const from = random.pick(people);
      const kind = random.pick(kinds);
      const token = stage.token(random.pick(devnetTokens).symbol);
      switch (kind) {
        case "deposit": {
          const amount = random.bigint(1n, 10n ** 12n) * 10n ** BigInt(random.integer(0, 7));
          fund(stage, { owner: from, token, amount, spenders: [vault] });
          stage.send(depositInVault({ vault, from, token, amount }));
          return kind;
        }
        case "request": {
          const locked = await chain.client.readContract({
            ...contract,
            functionName: "lockedOf",
            args: [token, from],
          });
          const amount = random.chance(20) ? locked : (locked * random.bigint(1n, 99n)) / 100n;
          if (amount === 0n) return undefined;
          stage.send(requestFromVault({ vault, from, token, amount }));
          return kind;
        }
        case "cancel":
        case "withdraw": {
          const { timestamp } = await chain.client.getBlock();
          const able = (await openRequests(people)).filter(
            ({ availableAt }) => kind === "cancel" || availableAt <= timestamp,
          );
          if (able.length === 0) return undefined;
          const { id, account } = random.pick(able);
          const how = kind === "cancel" ? "cancelWithdrawal" : "withdraw";
          stage.send(endVaultRequest({ vault, from: account, requestId: id, how }));
          return kind;
        }
      }
    },
  };
}
