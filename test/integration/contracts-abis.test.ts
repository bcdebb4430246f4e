import { type Abi, type AbiEvent, toEventSelector } from "viem";
import { beforeAll, describe, expect, test } from "vitest";
import { attestationEmitterAbi } from "../../abis/attestation-emitter.ts";
import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { collateralVaultAbi } from "../../abis/collateral-vault.ts";
import { wormholeCoreAbi } from "../../abis/wormhole-core.ts";
import {
  type BallastContractName,
  compileBallastContracts,
} from "../../contracts/compile-ballast-contracts.ts";
import type { Artifact } from "../../devnet/solidity/artifact.ts";

const written: Record<BallastContractName, Abi> = {
  CollateralVault: collateralVaultAbi,
  AttestationEmitter: attestationEmitterAbi,
  AttestationReceiver: attestationReceiverAbi,
};

/** The item without what only the compiler cares for: the sources' names of types. */
function plain(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(plain);
  if (typeof item !== "object" || item === null) return item;
  return Object.fromEntries(
    Object.entries(item)
      .filter(([key]) => key !== "internalType")
      .map(([key, value]) => [key, plain(value)]),
  );
}

describe("the ABIs of Ballast's contracts", () => {
  let artifacts: Record<BallastContractName, Artifact>;
  beforeAll(async () => {
    artifacts = await compileBallastContracts({ log: () => undefined });
  });

  test.each(Object.keys(written) as BallastContractName[])("%s is what is compiled", (name) => {
    const compiled = artifacts[name].abi.map(plain);
    for (const item of written[name]) expect(compiled).toContainEqual(item);
  });

  test.each(Object.keys(written) as BallastContractName[])(
    "%s names every event and error of its own, so that none is met undecoded",
    (name) => {
      const inherited = /^(AccessControlBadConfirmation|Role.*)$/;
      const names = (abi: Abi) =>
        abi
          .filter(({ type }) => type === "event" || type === "error")
          .map((item) => (item as AbiEvent).name)
          .filter((item) => !inherited.test(item))
          .sort();
      expect(names(written[name])).toEqual(names(artifacts[name].abi));
    },
  );

  test("the contracts fit into a block's code size limit", () => {
    for (const { bytecode } of Object.values(artifacts)) {
      expect(bytecode.length / 2 - 1).toBeLessThan(24_576);
    }
  });
});

test("the core's event has the topic that mainnet has", () => {
  const [event] = wormholeCoreAbi.filter(({ type }) => type === "event");
  expect(toEventSelector(event as AbiEvent)).toBe(
    "0x6eb224fb001ed210e379b335e35efe88672a8ce935d981a6896b27ffdf52a3b2",
  );
});
