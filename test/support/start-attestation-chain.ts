import { encodeFunctionData, type Hex } from "viem";
import { attestationEmitterAbi } from "../../abis/attestation-emitter.ts";
import { allowAttestations } from "../../contracts/allow-attestations.ts";
import { compileBallastContracts } from "../../contracts/compile-ballast-contracts.ts";
import { deployBallastContracts } from "../../contracts/deploy-ballast-contracts.ts";
import type { GuardianKey } from "../../devnet/guardians/guardian-keys.ts";
import { deployWormholeCore } from "../../devnet/wormhole/deploy-wormhole-core.ts";
import { fetchWormholeCoreBytecode } from "../../devnet/wormhole/wormhole-core-bytecode.ts";
import { startTestChain } from "./start-test-chain.ts";

const withdrawalDelaySeconds = 3_600;
export const maximumAttestationValiditySeconds = 900;
export const clockSkewSeconds = 60;

export type AttestationChain = Awaited<ReturnType<typeof startAttestationChain>>;

/**
 * A local chain with the real Wormhole core and Ballast's contracts; its second account may publish.
 */
export async function startAttestationChain(parameters: {
  chainId: number;
  wormholeChainId: number;
  genesisTimestamp: number;
  keys: readonly GuardianKey[];
}) {
  const { wormholeChainId, keys } = parameters;
  const artifacts = await compileBallastContracts({ log: () => undefined });
  const bytecode = await fetchWormholeCoreBytecode({ log: () => undefined });
  const chain = await startTestChain(parameters);
  const { deploy, call, deployer } = chain;
  const operator = chain.accounts[1]!;
  const core = await deployWormholeCore({
    deploy,
    bytecode,
    guardians: keys.map(({ address }) => address),
    wormholeChainId,
    evmChainId: chain.chainId,
  });
  const deployContracts = () =>
    deployBallastContracts({
      deploy,
      call,
      artifacts,
      core,
      admin: deployer.address,
      operator: operator.address,
      withdrawalDelaySeconds,
      maximumAttestationValiditySeconds,
      clockSkewSeconds,
    });
  const contracts = await deployContracts();
  return {
    ...chain,
    wormholeChainId,
    core,
    operator,
    contracts,
    deployContracts,
    allow: (allowed: Omit<Parameters<typeof allowAttestations>[0], "call">) =>
      allowAttestations({ call, ...allowed }),
    /** Publishes through the first emitter, as the operator. */
    async publishRoot(root: { payload: Hex; consistencyLevel: number }) {
      const data = encodeFunctionData({
        abi: attestationEmitterAbi,
        functionName: "publish",
        args: [root.payload, root.consistencyLevel],
      });
      const to = contracts.attestationEmitter;
      await chain.mined(await chain.client.sendTransaction({ account: operator, to, data }));
    },
    blockTime: async () => Number((await chain.client.getBlock()).timestamp),
  };
}
