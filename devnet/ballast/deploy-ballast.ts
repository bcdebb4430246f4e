import type { Address } from "viem";
import { deployBallastContracts } from "../../contracts/deploy-ballast-contracts.ts";
import type { BaseDeployment } from "../base-deployment.ts";
import type { ChainSite } from "../parts/devnet-part.ts";
import { deployWormholeCore } from "../wormhole/deploy-wormhole-core.ts";

/** How long attestations may be valid, and how long a vault holds what was asked back. */
const maximumAttestationValiditySeconds = 3_600;
const withdrawalDelaySeconds = 2 * maximumAttestationValiditySeconds;
/** How far a root's `asOf` may run ahead of the receiving chain: local chains only mine when told. */
const clockSkewSeconds = 900;

/** Deploys a Wormhole core with these guardians, and Ballast's contracts, in a block of their own. */
export async function deployBallast(parameters: {
  site: ChainSite;
  guardians: readonly Address[];
}): Promise<Pick<BaseDeployment, "wormhole" | "ballast">> {
  const { site, guardians } = parameters;
  const { chain, accounts, contracts } = site;
  const deployer = accounts.deployer.address;
  const deploy: Parameters<typeof deployWormholeCore>[0]["deploy"] = ({ artifact, args }) =>
    chain.deploy({
      from: deployer,
      artifact: { ...artifact, linkReferences: {} },
      args,
      label: "deploy a contract of Wormhole or Ballast",
    });
  const core = await deployWormholeCore({
    deploy,
    bytecode: contracts.wormhole,
    guardians,
    wormholeChainId: site.base.facts.wormholeChainId,
    evmChainId: site.base.facts.chainId,
  });
  const ballast = await deployBallastContracts({
    deploy,
    call: async ({ to, data }) =>
      chain.send({ from: deployer, to, data, label: "set up Ballast's contracts" }),
    artifacts: contracts.ballast,
    core,
    admin: deployer,
    operator: accounts["attestation-operator"].address,
    withdrawalDelaySeconds,
    maximumAttestationValiditySeconds,
    clockSkewSeconds,
  });
  const { number: startBlock } = await site.mine();
  return { wormhole: { core, startBlock }, ballast: { ...ballast, startBlock } };
}
