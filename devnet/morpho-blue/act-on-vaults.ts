import { type Address, encodeFunctionData } from "viem";
import {
  depositInVault,
  mintFromVault,
  redeemFromVault,
  withdrawFromVault,
} from "../erc4626/vault-transactions.ts";
import type { Stage } from "../scenario/stage.ts";
import { mintableTokenAbi, mintToken, transferToken } from "../tokens/deploy-tokens.ts";
import { tokenUnit } from "../tokens/devnet-tokens.ts";
import type { MorphoSuite } from "./deploy-morpho-suite.ts";
import { metaMorphoAdminAbi } from "./morpho-admin-abi.ts";
import { reallocate } from "./reallocate.ts";

const kinds = [
  ...["deposit", "deposit", "deposit", "mint", "withdraw", "withdraw", "redeem", "redeem all"],
  ...["transfer", "transfer", "donate", "reallocate", "vault fee"],
] as const;

const WAD = 10n ** 18n;

/** Queues one action of somebody at the MetaMorpho vault, the vault of its shares or that of WETH. */
export async function actOnVaults(parameters: {
  stage: Stage;
  suite: MorphoSuite;
  people: readonly Address[];
}): Promise<(typeof kinds)[number] | undefined> {
  const { stage, suite, people } = parameters;
  const { random, send } = stage;
  const { meta, vaultOfShares, vaultOfWeth, tokens, deployer } = suite;
  const kind = random.pick(kinds);
  const from = random.pick(people);
  const { vault, asset, unit, shareUnit } = random.pick([
    {
      vault: meta.vault,
      asset: tokens.USDC,
      unit: 1_000n * tokenUnit.USDC,
      shareUnit: 1_000n * WAD,
    },
    { vault: vaultOfShares, asset: meta.vault, unit: 1_000n * WAD, shareUnit: 1_000n * WAD },
    { vault: vaultOfWeth, asset: tokens.WETH, unit: WAD, shareUnit: WAD },
  ]);
  const some = (amount: bigint) => (amount * random.bigint(1n, 1_000n)) / 1_000n;
  const balanceOf = (token: Address) =>
    stage.chain.client.readContract({
      address: token,
      abi: mintableTokenAbi,
      functionName: "balanceOf",
      args: [from],
    });
  /** What somebody can pay of an asset that cannot be minted, or as much as wanted of one that can. */
  const payable = async (wanted: bigint): Promise<bigint> => {
    if (asset === meta.vault) return some(await balanceOf(asset));
    send(mintToken({ token: asset, from, to: from, amount: wanted * 2n }));
    return wanted;
  };

  switch (kind) {
    case "deposit": {
      const amount = await payable(some(unit * 20n) + 1n);
      if (amount === 0n) return undefined;
      send(depositInVault({ vault, from, amount }));
      return kind;
    }
    case "mint": {
      if (asset === meta.vault) return undefined;
      await payable(unit * 100n);
      send(mintFromVault({ vault, from, amount: some(shareUnit * 10n) + 1n }));
      return kind;
    }
    case "withdraw": {
      if ((await balanceOf(vault)) === 0n) return undefined;
      send(withdrawFromVault({ vault, from, amount: some(unit) + 1n }));
      return kind;
    }
    case "redeem":
    case "redeem all": {
      const balance = await balanceOf(vault);
      const amount = kind === "redeem all" ? balance : some(balance);
      if (amount === 0n) return undefined;
      send(redeemFromVault({ vault, from, amount }));
      return kind;
    }
    case "transfer": {
      const amount = some(await balanceOf(vault));
      send(transferToken({ token: vault, from, to: random.pick(suite.people), amount }));
      return kind;
    }
    case "donate": {
      // What the MetaMorpho vault holds itself counts for nobody.
      const amount = await payable(some(unit));
      if (amount === 0n) return undefined;
      send(transferToken({ token: asset, from, to: vault, amount }));
      return kind;
    }
    case "reallocate":
      return (await reallocate({ stage, suite })) ? kind : undefined;
    case "vault fee": {
      const fee = (WAD * random.bigint(0n, 500n)) / 1_000n;
      const data = encodeFunctionData({
        abi: metaMorphoAdminAbi,
        functionName: "setFee",
        args: [fee],
      });
      send({ from: deployer, to: meta.vault, data, label: `set the vault's fee to ${fee}` });
      return kind;
    }
  }
}
