import { type Address, encodeAbiParameters, type Hex, keccak256 } from "viem";

/** What a market is made of, for ever. */
export type MarketParameters = {
  loanToken: Address;
  collateralToken: Address;
  oracle: Address;
  irm: Address;
  lltvWad: bigint;
};

/** A market's id: keccak256(abi.encode(parameters)) (MarketParamsLib.sol). */
export function marketIdOf(parameters: MarketParameters): Hex {
  const { loanToken, collateralToken, oracle, irm, lltvWad } = parameters;
  return keccak256(
    encodeAbiParameters(
      [
        { type: "address" },
        { type: "address" },
        { type: "address" },
        { type: "address" },
        { type: "uint256" },
      ],
      [loanToken, collateralToken, oracle, irm, lltvWad],
    ),
  );
}
