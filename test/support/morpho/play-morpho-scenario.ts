import { encodeAbiParameters, encodeFunctionData } from "viem";
import {
  depositInVault,
  mintFromVault,
  redeemFromVault,
  withdrawFromVault,
} from "../../../devnet/erc4626/vault-transactions.ts";
import { createRandom } from "../../../devnet/market/create-random.ts";
import { actOnMorpho } from "../../../devnet/morpho-blue/act-on-morpho.ts";
import {
  flashBorrowerAbi,
  metaMorphoAdminAbi,
} from "../../../devnet/morpho-blue/morpho-admin-abi.ts";
import {
  accrueMarket,
  borrowFromMarket,
  liquidateBorrower,
  marketParams,
  morphoCall,
  repayToMarket,
  setOraclePrice,
  supplyCollateral,
  supplyToMarket,
  withdrawCollateral,
  withdrawFromMarket,
} from "../../../devnet/morpho-blue/morpho-transactions.ts";
import { transferToken } from "../../../devnet/tokens/deploy-tokens.ts";
import type { MorphoWorld } from "./open-morpho-world.ts";

const DAY = 86_400;

/** Everything that changes collateral, debt or shares in Morpho and in vaults, each in blocks of its own. */
export async function playMorphoScenario(world: MorphoWorld): Promise<void> {
  const { morpho, markets, people, act, mine, deployer, treasury, meta, tokens, prices } = world;
  const [alice, bob, carol, dave, erin, frank, grace, heidi] = people as [
    `0x${string}`,
    ...`0x${string}`[],
  ] as [
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
  ];
  const usdc = (whole: number) => BigInt(Math.round(whole * 1e6));
  const eth = (whole: number) => BigInt(Math.round(whole * 1e6)) * 10n ** 12n;
  const wethUsdc = { morpho, market: markets.wethUsdc! };
  const wbtcUsdc = { morpho, market: markets.wbtcUsdc! };
  const wethDai = { morpho, market: markets.wethDai! };
  const shareDai = { morpho, market: markets.shareDai! };
  const setFee = (market: typeof wethUsdc.market, feeWad: bigint) =>
    morphoCall({
      morpho,
      from: deployer,
      functionName: "setFee",
      args: [marketParams(market), feeWad],
    });
  const price = (name: "wethUsdc" | "wbtcUsdc" | "shareDai", perMille: bigint) =>
    setOraclePrice({
      from: deployer,
      market: markets[name]!,
      price: (prices[name] * perMille) / 1_000n,
    });

  await act(12, supplyToMarket({ ...wethUsdc, from: alice, assets: usdc(500_000.000_001) }));
  await act(
    12,
    supplyCollateral({ ...wethUsdc, from: bob, assets: eth(100) }),
    borrowFromMarket({ ...wethUsdc, from: bob, assets: usdc(150_000) }),
  );
  await act(
    3,
    supplyToMarket({ ...wbtcUsdc, from: dave, assets: usdc(90_000) }),
    supplyCollateral({ ...wbtcUsdc, from: carol, assets: 3n * 10n ** 8n }),
    borrowFromMarket({ ...wbtcUsdc, from: carol, assets: usdc(81_000) }),
  );
  await act(1, setFee(wethUsdc.market, 10n ** 17n), setFee(wbtcUsdc.market, 25n * 10n ** 16n));
  await act(7, depositInVault({ vault: meta.vault, from: erin, amount: usdc(300_000) }));
  await act(7, mintFromVault({ vault: meta.vault, from: frank, amount: eth(50_000) }));
  await mine(DAY);
  await act(31 * DAY, accrueMarket({ ...wethUsdc, from: alice }));
  await act(
    5,
    repayToMarket({ ...wethUsdc, from: bob, assets: usdc(10_000.123_456) }),
    repayToMarket({ ...wbtcUsdc, from: alice, onBehalf: carol, assets: usdc(1) }),
  );
  await act(
    60,
    supplyToMarket({ ...wethUsdc, from: alice, shares: 123_456_789_012_345n, onBehalf: carol }),
    withdrawFromMarket({ ...wethUsdc, from: alice, assets: usdc(33_333.333_333) }),
  );
  await act(60, transferToken({ token: meta.vault, from: erin, to: carol, amount: eth(1_234.5) }));
  await act(
    1,
    transferToken({ token: meta.vault, from: carol, to: carol, amount: eth(1) }),
    transferToken({ token: meta.vault, from: erin, to: frank, amount: 0n }),
  );
  // A recipient of fees who has no position anywhere: what accrued before is its from now on.
  await act(
    9 * DAY,
    morphoCall({ morpho, from: deployer, functionName: "setFeeRecipient", args: [deployer] }),
  );
  await mine(2 * DAY);
  await act(30, withdrawFromVault({ vault: meta.vault, from: erin, amount: usdc(5_000) }));
  await act(
    30,
    depositInVault({ vault: world.vaultOfShares, from: frank, amount: eth(20_000) }),
    depositInVault({ vault: world.vaultOfWeth, from: grace, amount: eth(40) }),
  );
  // A donation: shares are worth more without any event of the vault.
  await act(
    30,
    transferToken({ token: tokens.WETH, from: heidi, to: world.vaultOfWeth, amount: eth(1.777) }),
    transferToken({ token: meta.vault, from: erin, to: world.vaultOfShares, amount: eth(99) }),
  );
  await act(
    3_600,
    supplyToMarket({ ...shareDai, from: heidi, assets: eth(400_000) }),
    supplyCollateral({ ...shareDai, from: erin, assets: eth(100_000) }),
    borrowFromMarket({ ...shareDai, from: erin, assets: eth(90_000) }),
    supplyCollateral({ morpho, market: markets.blindDai!, from: heidi, assets: eth(2) }),
  );
  await act(
    60,
    supplyToMarket({ ...wethDai, from: alice, assets: eth(700_000) }),
    supplyCollateral({ ...wethDai, from: grace, assets: eth(200) }),
    borrowFromMarket({ ...wethDai, from: grace, assets: eth(300_000) }),
  );
  await act(100 * DAY, {
    from: deployer,
    to: meta.vault,
    data: encodeFunctionData({
      abi: metaMorphoAdminAbi,
      functionName: "reallocate",
      args: [
        [
          { marketParams: marketParams(markets.wethUsdc!), assets: usdc(200_000) },
          { marketParams: marketParams(markets.idleUsdc!), assets: 2n ** 256n - 1n },
        ],
      ],
    }),
    label: "reallocate the vault's funds",
  });
  await act(1, {
    from: alice,
    to: world.flashBorrower,
    data: encodeFunctionData({
      abi: flashBorrowerAbi,
      functionName: "flashLoan",
      args: [tokens.USDC, usdc(1_000), encodeAbiParameters([{ type: "address" }], [tokens.USDC])],
    }),
    label: "take a flash loan",
  });
  // Just below and just above the price at which Bob is liquidated: part by part, then all of him.
  await act(10, price("wethUsdc", 600n));
  await act(
    10,
    liquidateBorrower({ ...wethUsdc, from: alice, borrower: bob, seizedAssets: eth(7) }),
  );
  await act(
    10,
    liquidateBorrower({
      ...wethUsdc,
      from: dave,
      borrower: bob,
      repaidShares: 5_000_000_000_000_000n,
    }),
  );
  await act(10, price("wethUsdc", 300n));
  const collateralOfBob = await collateralOf(world, "wethUsdc", bob);
  await act(
    10,
    liquidateBorrower({ ...wethUsdc, from: dave, borrower: bob, seizedAssets: collateralOfBob }),
  );
  await act(10, price("wethUsdc", 1_000n), price("wbtcUsdc", 400n));
  await act(
    10,
    liquidateBorrower({
      ...wbtcUsdc,
      from: dave,
      borrower: carol,
      seizedAssets: await collateralOf(world, "wbtcUsdc", carol),
    }),
  );
  await act(10, price("wbtcUsdc", 1_000n));
  const sharesOfErin = await debtSharesOf(world, "shareDai", erin);
  await act(20, repayToMarket({ ...shareDai, from: erin, shares: sharesOfErin }));
  await act(20, withdrawCollateral({ ...shareDai, from: erin, assets: eth(60_000) }));
  await act(20, redeemFromVault({ vault: world.vaultOfShares, from: frank, amount: eth(5_000) }));
  await act(20, setFee(wethUsdc.market, 0n));
  await act(
    20,
    morphoCall({ morpho, from: deployer, functionName: "setFeeRecipient", args: [treasury] }),
  );
}

/** Actions by chance in every market, some of which the contracts refuse. */
export async function actAtRandom(
  world: MorphoWorld,
  parameters: { seed: number; blocks: number },
): Promise<void> {
  const { chain, morpho, markets, people, units, mine } = world;
  const random = createRandom({ seed: parameters.seed, stream: 3 });
  const scenes = [
    { name: "wethUsdc", units: { loan: 50_000n * units.USDC, collateral: 40n * units.WETH } },
    { name: "wbtcUsdc", units: { loan: 50_000n * units.USDC, collateral: 2n * units.WBTC } },
    { name: "wethDai", units: { loan: 50_000n * units.DAI, collateral: 40n * units.WETH } },
    { name: "shareDai", units: { loan: 5_000n * units.DAI, collateral: 6_000n * units.DAI } },
  ] as const;
  for (let block = 0; block < parameters.blocks; block += 1) {
    for (let action = random.integer(1, 4); action > 0; action -= 1) {
      const scene = random.pick(scenes);
      const transaction = await actOnMorpho({
        chain,
        morpho,
        market: markets[scene.name]!,
        units: scene.units,
        price: world.prices[scene.name],
        people,
        random,
      });
      if (transaction !== undefined) chain.send(transaction);
    }
    if (random.chance(30)) {
      const from = random.pick(people);
      const vault = world.meta.vault;
      const amount = BigInt(random.integer(1, 2_000_000_000));
      chain.send(
        random.chance(60)
          ? depositInVault({ vault, from, amount })
          : withdrawFromVault({ vault, from, amount }),
      );
    }
    await mine(random.pick([1, 12, 700, 40_000, 500_000]), { mayFail: true });
  }
}

const positionAbi = [
  {
    type: "function",
    name: "position",
    stateMutability: "view",
    inputs: [{ type: "bytes32" }, { type: "address" }],
    outputs: [{ type: "uint256" }, { type: "uint128" }, { type: "uint128" }],
  },
] as const;

async function positionOf(world: MorphoWorld, name: string, account: `0x${string}`) {
  return world.chain.client.readContract({
    abi: positionAbi,
    address: world.morpho,
    functionName: "position",
    args: [world.markets[name]!.id, account],
  });
}

async function collateralOf(world: MorphoWorld, name: string, account: `0x${string}`) {
  return (await positionOf(world, name, account))[2];
}

async function debtSharesOf(world: MorphoWorld, name: string, account: `0x${string}`) {
  return (await positionOf(world, name, account))[1];
}
