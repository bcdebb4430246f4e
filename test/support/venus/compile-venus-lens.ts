import type { Artifact } from "../../../devnet/solidity/artifact.ts";
import { compileSolidity } from "../../../devnet/solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../../../devnet/solidity/settings.ts";

/** Makes every market of an account accrue and then asks its Comptroller, all in one call. */
const source = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

interface IComptroller {
    function getAssetsIn(address account) external view returns (address[] memory);
    function getAccountLiquidity(address account) external view returns (uint256, uint256, uint256);
}

interface IVToken {
    function accrueInterest() external returns (uint256);
}

contract VenusLens {
    function accruedShortfall(IComptroller comptroller, address account) external returns (uint256 shortfall) {
        address[] memory vTokens = comptroller.getAssetsIn(account);
        for (uint256 i; i < vTokens.length; ++i) IVToken(vTokens[i]).accrueInterest();
        (, , shortfall) = comptroller.getAccountLiquidity(account);
    }
}
`;

export async function compileVenusLens(): Promise<Artifact> {
  const artifacts = await compileSolidity({
    sources: { "VenusLens.sol": source },
    contracts: ["VenusLens.sol:VenusLens"],
    resolveImport: () => undefined,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: () => undefined,
  });
  return artifacts["VenusLens.sol:VenusLens"]!;
}
