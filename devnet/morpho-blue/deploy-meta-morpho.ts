import { type Address, decodeEventLog, encodeFunctionData, type Hex, pad } from "viem";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { metaMorphoAdminAbi } from "./morpho-admin-abi.ts";
import { type LocalMarket, marketParams } from "./morpho-transactions.ts";

/** The shortest time that MetaMorpho allows between a cap's proposal and its acceptance. */
const timelockSeconds = 86_400;
const feeWad = 10n ** 17n;
const salt = pad("0x01", { size: 32 });

export type MetaMorpho = { factory: Address; vault: Address };

/**
 * Deploys the factory and a vault of `asset` that lends to `markets` in their order, with a fee of a
 * tenth. Mines three blocks: the vault is made in the first, its caps wait for a day before the last.
 * @param parameters.mine Mines a block that many seconds after the one before.
 */
export async function deployMetaMorpho(parameters: {
  chain: DevChain;
  deployer: Address;
  feeRecipient: Address;
  factoryArtifact: Artifact;
  morpho: Address;
  asset: Address;
  markets: readonly { market: LocalMarket; cap: bigint }[];
  mine: (seconds: number) => ReturnType<DevChain["mine"]>;
}): Promise<MetaMorpho> {
  const { chain, deployer, feeRecipient, factoryArtifact, morpho, asset, markets, mine } =
    parameters;
  const send = (to: Address, data: Hex, label: string) =>
    chain.send({ from: deployer, to, data, label });
  const factory = await chain.deploy({
    from: deployer,
    artifact: factoryArtifact,
    args: [morpho],
    label: "deploy the MetaMorpho factory",
  });
  send(
    factory,
    encodeFunctionData({
      abi: metaMorphoAdminAbi,
      functionName: "createMetaMorpho",
      args: [deployer, BigInt(timelockSeconds), asset, "Ballast USDC Vault", "bvUSDC", salt],
    }),
    "create the MetaMorpho vault",
  );
  const vault = createdVault(await mine(1), factory);
  for (const { market, cap } of markets) {
    send(
      vault,
      encodeFunctionData({
        abi: metaMorphoAdminAbi,
        functionName: "submitCap",
        args: [marketParams(market), cap],
      }),
      "propose a cap of the vault",
    );
  }
  await mine(1);
  for (const { market } of markets) {
    send(
      vault,
      encodeFunctionData({
        abi: metaMorphoAdminAbi,
        functionName: "acceptCap",
        args: [marketParams(market)],
      }),
      "accept a cap of the vault",
    );
  }
  send(
    vault,
    encodeFunctionData({
      abi: metaMorphoAdminAbi,
      functionName: "setSupplyQueue",
      args: [markets.map(({ market }) => market.id)],
    }),
    "set the vault's supply queue",
  );
  send(
    vault,
    encodeFunctionData({
      abi: metaMorphoAdminAbi,
      functionName: "setFeeRecipient",
      args: [feeRecipient],
    }),
    "set the vault's fee recipient",
  );
  send(
    vault,
    encodeFunctionData({ abi: metaMorphoAdminAbi, functionName: "setFee", args: [feeWad] }),
    "set the vault's fee",
  );
  await mine(timelockSeconds + 1);
  return { factory, vault };
}

function createdVault(block: Awaited<ReturnType<DevChain["mine"]>>, factory: Address): Address {
  for (const { logs } of block.transactions) {
    for (const { address, topics, data } of logs) {
      if (address.toLowerCase() !== factory) continue;
      const { args } = decodeEventLog({ abi: metaMorphoAdminAbi, topics, data });
      return args.metaMorpho.toLowerCase() as Address;
    }
  }
  throw new BallastError("The MetaMorpho factory made no vault.", { code: "devnet-transaction" });
}
