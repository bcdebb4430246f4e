import {
  borrow,
  enterEMode,
  liquidate,
  supply,
  useAsCollateral,
} from "../../../devnet/aave-v3/pool-transactions.ts";
import { type AaveStage, everything } from "./aave-stage.ts";
import { appointUmbrella, callPool, configure } from "./configure-v3-6.ts";

const dollarsE8 = 10n ** 8n;
/** An e-mode whose collateral counts for nothing outside it. */
const bitcoinEMode = 2;

/** E-modes as 3.6 has them: an asset in several, one that is collateral nowhere else, ltv 0, frozen. */
export async function playEModes(stage: AaveStage): Promise<void> {
  const { pool, asset, about } = stage;
  const dave = stage.account("dave");
  const [weth, usdc, wbtc] = [asset("WETH"), asset("USDC"), asset("WBTC")];

  await stage.setPrice("ETH/USD", 2_000n * dollarsE8);
  await stage.setPrice("BTC/USD", 60_000n * dollarsE8 + 12_345_678n);
  await stage.block(
    12,
    configure(stage, "configureReserveAsCollateral", [wbtc, 0n, 0n, 0n]),
    configure(stage, "setEModeCategory", [bitcoinEMode, 9_000, 9_300, 10_200, "Bitcoin"]),
    configure(stage, "setAssetCollateralInEMode", [wbtc, bitcoinEMode, true]),
    configure(stage, "setAssetCollateralInEMode", [weth, bitcoinEMode, true]),
    configure(stage, "setAssetBorrowableInEMode", [usdc, bitcoinEMode, true]),
    supply({ pool, from: dave, asset: wbtc, amount: about("WBTC", 1.5) }),
    supply({ pool, from: dave, asset: weth, amount: about("WETH", 2) }),
  );
  await stage.block(
    12,
    enterEMode({ pool, from: dave, categoryId: bitcoinEMode }),
    useAsCollateral({ pool, from: dave, asset: wbtc, use: true }),
    borrow({ pool, from: dave, asset: usdc, amount: about("USDC", 50_000) }),
  );
  await stage.block(12, configure(stage, "setAssetLtvzeroInEMode", [wbtc, bitcoinEMode, true]));
  await stage.block(12, configure(stage, "setReserveFreeze", [weth, true]));
  await stage.idle(3_600);
  await stage.block(12, configure(stage, "setReserveFreeze", [weth, false]));
  await stage.block(
    12,
    configure(stage, "setReserveLtvzero", [weth, false]),
    configure(stage, "setAssetLtvzeroInEMode", [wbtc, bitcoinEMode, false]),
  );
  await stage.block(12, configure(stage, "setAssetLtvzeroInEMode", [weth, bitcoinEMode, false]));
  await stage.block(
    12,
    configure(stage, "setAssetLtvzeroInEMode", [weth, bitcoinEMode, true]),
    configure(stage, "setAssetCollateralInEMode", [weth, bitcoinEMode, false]),
    configure(stage, "setAssetBorrowableInEMode", [asset("DAI"), bitcoinEMode, true]),
    configure(stage, "setEModeCategory", [bitcoinEMode, 8_900, 9_200, 10_300, "Bitcoin again"]),
  );
  // Out of the e-mode the debt would have too little behind it.
  await stage.block(12, {
    ...enterEMode({ pool, from: dave, categoryId: 0 }),
    expectRevert: true,
  });
}

/** Liquidations for either token, bad debts in two reserves, and their cover; others act for one. */
export async function playBadDebts(stage: AaveStage): Promise<void> {
  const { pool, asset, about } = stage;
  const [alice, erin, frank, grace, liquidator] = [
    stage.account("alice"),
    stage.account("erin"),
    stage.account("frank"),
    stage.account("grace"),
    stage.account("liquidator"),
  ];
  const [weth, usdc, dai] = [asset("WETH"), asset("USDC"), asset("DAI")];
  const seize = (user: `0x${string}`, debtAsset: `0x${string}`, debtToCover: bigint) => ({
    for: (receiveAToken: boolean) =>
      liquidate({
        pool,
        from: liquidator,
        collateralAsset: weth,
        debtAsset,
        user,
        debtToCover,
        receiveAToken,
      }),
  });

  await stage.fund(1_000_000, "grace");
  await stage.setPrice("ETH/USD", 2_000n * dollarsE8 + 3n);
  await stage.block(
    12,
    supply({ pool, from: erin, asset: weth, amount: about("WETH", 10) }),
    supply({ pool, from: frank, asset: weth, amount: about("WETH", 20) }),
    supply({ pool, from: grace, asset: weth, amount: about("WETH", 10) }),
    supply({ pool, from: liquidator, asset: usdc, amount: about("USDC", 60_000) }),
    supply({ pool, from: liquidator, asset: dai, amount: about("DAI", 60_000) }),
    callPool(stage, erin, "approvePositionManager", [alice, true]),
  );
  await stage.block(
    12,
    borrow({ pool, from: erin, asset: usdc, amount: about("USDC", 9_000) }),
    borrow({ pool, from: erin, asset: dai, amount: about("DAI", 6_500) }),
    borrow({ pool, from: frank, asset: usdc, amount: about("USDC", 31_000) }),
    borrow({ pool, from: grace, asset: usdc, amount: about("USDC", 13_000) }),
    borrow({ pool, from: grace, asset: dai, amount: about("DAI", 2_500) }),
    callPool(stage, alice, "setUserEModeOnBehalfOf", [1, erin]),
    supply({ pool, from: erin, asset: usdc, amount: about("USDC", 3) }),
    callPool(stage, alice, "setUserUseReserveAsCollateralOnBehalfOf", [usdc, false, erin]),
  );
  await stage.idle(12, 86_400);
  await stage.setPrice("ETH/USD", 1_700n * dollarsE8 + 1n);
  await stage.block(12, seize(frank, usdc, about("USDC", 10_000)).for(true));
  await stage.block(12, seize(frank, usdc, about("USDC", 5_000)).for(false));
  await stage.setPrice("ETH/USD", 1_200n * dollarsE8 + 7n);
  await stage.block(12, seize(erin, usdc, everything).for(true));
  await stage.block(
    12,
    seize(erin, dai, everything).for(false),
    seize(grace, usdc, everything).for(true),
  );
  await stage.setPrice("ETH/USD", 2_000n * dollarsE8);
  await stage.idle(86_400);
  await stage.block(
    12,
    appointUmbrella(stage, liquidator),
    callPool(stage, liquidator, "eliminateReserveDeficit", [dai, about("DAI", 1_000)]),
  );
  await stage.block(
    3_600,
    callPool(stage, liquidator, "eliminateReserveDeficit", [dai, everything >> 1n]),
    callPool(stage, liquidator, "eliminateReserveDeficit", [usdc, about("USDC", 100)]),
  );
  await stage.idle(86_400);
}
