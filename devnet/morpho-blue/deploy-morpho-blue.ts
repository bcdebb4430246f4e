import { type Address, zeroAddress } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { TokenAddresses } from "../tokens/deploy-tokens.ts";
import {
  type LocalMarket,
  localMarket,
  marketParams,
  morphoCall,
  setOraclePrice,
} from "./morpho-transactions.ts";
import type { MorphoContractName } from "./prepare-morpho-blue.ts";

const PERCENT = 10n ** 16n;
/** The zero LLTV and the zero model are those of markets for idle funds. */
const loanToValues = [0n, 77n * PERCENT, 86n * PERCENT, 915n * (PERCENT / 10n)] as const;

export type MorphoBlue = {
  morpho: Address;
  adaptiveCurveIrm: Address;
  /** A rate model that is not the AdaptiveCurveIrm: its rate follows the utilisation at once. */
  simpleIrm: Address;
  flashBorrower: Address;
  markets: Record<"wethUsdc" | "wbtcUsdc" | "wethDai" | "idleUsdc", LocalMarket>;
};

/**
 * Queues Morpho Blue with its rate models and four markets: two of USDC by the AdaptiveCurveIrm, one
 * of DAI by a simpler model, and one that holds idle USDC. Each oracle has its first price.
 * @param parameters.prices USD per whole token in units of 10^-8.
 */
export async function deployMorphoBlue(parameters: {
  chain: DevChain;
  deployer: Address;
  feeRecipient: Address;
  artifacts: Record<MorphoContractName, Artifact>;
  tokens: TokenAddresses;
  prices: { WETH: bigint; WBTC: bigint };
}): Promise<MorphoBlue> {
  const { chain, deployer, feeRecipient, artifacts, tokens, prices } = parameters;
  const deploy = (name: MorphoContractName, args: readonly unknown[] = []) =>
    chain.deploy({ from: deployer, artifact: artifacts[name], args, label: `deploy ${name}` });
  const morpho = await deploy("Morpho", [deployer]);
  const adaptiveCurveIrm = await deploy("AdaptiveCurveIrm", [morpho]);
  const simpleIrm = await deploy("IrmMock");
  const flashBorrower = await deploy("FlashBorrowerMock", [morpho]);
  for (const irm of [zeroAddress, adaptiveCurveIrm, simpleIrm]) {
    chain.send(morphoCall({ morpho, from: deployer, functionName: "enableIrm", args: [irm] }));
  }
  for (const lltv of loanToValues) {
    chain.send(morphoCall({ morpho, from: deployer, functionName: "enableLltv", args: [lltv] }));
  }
  chain.send(
    morphoCall({ morpho, from: deployer, functionName: "setFeeRecipient", args: [feeRecipient] }),
  );

  const market = async (
    loan: keyof TokenAddresses,
    collateral: keyof typeof prices,
    irm: Address,
    lltvWad: bigint,
  ): Promise<LocalMarket> => {
    const oracle = await deploy("OracleMock");
    const one = localMarket({
      loanToken: tokens[loan],
      collateralToken: tokens[collateral],
      oracle,
      irm,
      lltvWad,
    });
    createMarket({ chain, morpho, from: deployer, market: one });
    const price = oraclePrice({
      priceE8: prices[collateral],
      collateralDecimals: collateral === "WBTC" ? 8 : 18,
      loanDecimals: loan === "USDC" ? 6 : 18,
    });
    chain.send(setOraclePrice({ from: deployer, market: one, price }));
    return one;
  };
  const idleUsdc = localMarket({
    loanToken: tokens.USDC,
    collateralToken: zeroAddress,
    oracle: zeroAddress,
    irm: zeroAddress,
    lltvWad: 0n,
  });
  const markets = {
    wethUsdc: await market("USDC", "WETH", adaptiveCurveIrm, loanToValues[2]),
    wbtcUsdc: await market("USDC", "WBTC", adaptiveCurveIrm, loanToValues[1]),
    wethDai: await market("DAI", "WETH", simpleIrm, loanToValues[2]),
    idleUsdc,
  };
  createMarket({ chain, morpho, from: deployer, market: idleUsdc });
  return { morpho, adaptiveCurveIrm, simpleIrm, flashBorrower, markets };
}

/** Queues one more market, whose tokens may be anything. */
export function createMarket(parameters: {
  chain: DevChain;
  morpho: Address;
  from: Address;
  market: LocalMarket;
}): void {
  const { chain, morpho, from, market } = parameters;
  chain.send(
    morphoCall({ morpho, from, functionName: "createMarket", args: [marketParams(market)] }),
  );
}

/** Loan units per collateral unit × 10^36, of a loan token worth one dollar. */
export function oraclePrice(parameters: {
  priceE8: bigint;
  collateralDecimals: number;
  loanDecimals: number;
}): bigint {
  const { priceE8, collateralDecimals, loanDecimals } = parameters;
  return (priceE8 * 10n ** BigInt(36 + loanDecimals)) / 10n ** BigInt(8 + collateralDecimals);
}
