import type { Address } from "viem";
import type { Stage } from "../scenario/stage.ts";
import type { StepOn } from "../scenario/step.ts";
import { fund } from "../tokens/fund.ts";
import { depositInVault, endVaultRequest, requestFromVault } from "./vault-transactions.ts";

/** The first request of a vault, by Alice, and the second, by Bob. */
const aliceRequestId = 1n;
const bobRequestId = 2n;

/** Deposits, requests, a cancellation and a withdrawal at Ballast's vault. */
export function vaultSteps(vault: Address): readonly StepOn<Stage>[] {
  return [
    {
      atSeconds: 10,
      play(stage) {
        const { alice, bob, carol } = stage.cast;
        const grant = (owner: Address, symbol: "WETH" | "USDC" | "DAI", tokens: number) =>
          fund(stage, {
            owner,
            token: stage.token(symbol),
            // As much as is locked at most.
            amount: (stage.about(symbol, tokens) * 3n) / 2n,
            spenders: [vault],
          });
        grant(alice, "WETH", 5);
        grant(bob, "USDC", 20_000);
        grant(carol, "DAI", 10_000);
      },
    },
    {
      atSeconds: 7_300,
      play(stage) {
        const { alice, bob, carol } = stage.cast;
        const lock = (from: Address, symbol: "WETH" | "USDC" | "DAI", tokens: number) =>
          depositInVault({
            vault,
            from,
            token: stage.token(symbol),
            amount: stage.about(symbol, tokens),
          });
        stage.send(lock(alice, "WETH", 5), lock(bob, "USDC", 20_000), lock(carol, "DAI", 10_000));
      },
    },
    {
      atSeconds: 8_000,
      play(stage) {
        const ask = (from: Address, symbol: "WETH" | "USDC", tokens: number) =>
          requestFromVault({
            vault,
            from,
            token: stage.token(symbol),
            amount: stage.about(symbol, tokens),
          });
        stage.send(ask(stage.cast.alice, "WETH", 2), ask(stage.cast.bob, "USDC", 5_000));
      },
    },
    {
      atSeconds: 8_700,
      play(stage) {
        const { bob } = stage.cast;
        stage.send(
          endVaultRequest({ vault, from: bob, requestId: bobRequestId, how: "cancelWithdrawal" }),
        );
      },
    },
    {
      atSeconds: 15_900,
      play(stage) {
        const { alice } = stage.cast;
        stage.send(
          endVaultRequest({ vault, from: alice, requestId: aliceRequestId, how: "withdraw" }),
        );
      },
    },
  ];
}
