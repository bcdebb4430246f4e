import type { Address } from "viem";
import type { Stage } from "../scenario/stage.ts";
import { approveToken, mintToken } from "./deploy-tokens.ts";

/** Queues tokens for somebody, who allows the spenders to take any number of them. */
export function fund(
  stage: Pick<Stage, "send" | "accounts">,
  grant: { owner: Address; token: Address; amount: bigint; spenders: readonly Address[] },
): void {
  const { owner, token, amount, spenders } = grant;
  const from = stage.accounts.deployer.address;
  stage.send(
    mintToken({ token, from, to: owner, amount }),
    ...spenders.map((spender) => approveToken({ token, owner, spender })),
  );
}
