/** A version of an npm package whose files the local chains use, never installed as a dependency. */
export type PinnedPackage = {
  name: string;
  /** Exact version. */
  version: string;
  /** Subresource integrity of the tarball, as the registry publishes it in `dist.integrity`. */
  integrity: string;
  /** Paths inside the package; one that ends in `/` stands for everything below it. */
  files: readonly string[];
};

const aaveArtifact = (path: string, contract: string) =>
  `artifacts/contracts/${path}/${contract}.sol/${contract}.json`;
const perpArtifact = (contract: string) => `artifacts/contracts/${contract}.sol/${contract}.json`;

/**
 * Third-party contracts of the local chains. Licences: @aave/core-v3 BUSL-1.1 with change date
 * 2023-01-27 to MIT; @aave-dao/aave-v3-origin BUSL-1.1 with change date 2027-03-06 to MIT, which
 * grants use that does not lead users away from Aave; solc MIT around a GPL-3.0 compiler;
 * @chainlink/contracts MIT, of 1.5.0 the files that are used; @eth-optimism/contracts MIT; pyth-sdk-solidity Apache-2.0; v3-core BUSL-1.1 with change date
 * 2023-04-01 to GPL-2.0-or-later; RedStone BUSL-1.1 (testing is non-production use);
 * @makerdao/testchain MIT, the contracts recorded in it AGPL-3.0; @morpho-org/morpho-blue BUSL-1.1
 * with change date 2026-01-01 to GPL-2.0-or-later; of sphere-mezo-solidity-files, a republication of
 * Morpho's sources, AdaptiveCurveIrm MIT and MetaMorpho GPL-2.0-or-later; Venus BSD-3-Clause;
 * @perp/curie-contract and @perp/perp-oracle-contract GPL-3.0-or-later.
 */
export const pinnedPackages = {
  aaveCoreV3: {
    name: "@aave/core-v3",
    version: "1.19.3",
    integrity:
      "sha512-Xr7+VcoU5b4mPwM4IUCnskw3lciwrnL4Xloyad8GOddYeixnri2lZYobNmErm1LwE50vqjI0O+9QGNKY2TDkeQ==",
    files: [
      aaveArtifact("protocol/configuration", "PoolAddressesProvider"),
      aaveArtifact("protocol/configuration", "ACLManager"),
      aaveArtifact("protocol/libraries/logic", "SupplyLogic"),
      aaveArtifact("protocol/libraries/logic", "BorrowLogic"),
      aaveArtifact("protocol/libraries/logic", "LiquidationLogic"),
      aaveArtifact("protocol/libraries/logic", "EModeLogic"),
      aaveArtifact("protocol/libraries/logic", "BridgeLogic"),
      aaveArtifact("protocol/libraries/logic", "PoolLogic"),
      aaveArtifact("protocol/libraries/logic", "ConfiguratorLogic"),
      aaveArtifact("protocol/libraries/logic", "FlashLoanLogic"),
      aaveArtifact("protocol/pool", "Pool"),
      aaveArtifact("protocol/pool", "PoolConfigurator"),
      aaveArtifact("protocol/pool", "DefaultReserveInterestRateStrategy"),
      aaveArtifact("protocol/tokenization", "AToken"),
      aaveArtifact("protocol/tokenization", "VariableDebtToken"),
      aaveArtifact("protocol/tokenization", "StableDebtToken"),
      aaveArtifact("misc", "AaveOracle"),
      aaveArtifact("misc", "AaveProtocolDataProvider"),
      aaveArtifact("mocks/tokens", "MintableERC20"),
      "artifacts/contracts/mocks/flashloan/MockSimpleFlashLoanReceiver.sol/MockFlashLoanSimpleReceiver.json",
    ],
  },
  aaveV3Origin: {
    name: "@aave-dao/aave-v3-origin",
    version: "3.6.0",
    integrity:
      "sha512-TwK/TpTZGArN0G3AE+0NoafsaXc7BiXdZhYuxcD+8A5OjIGolp0cqu5FZcTDLo/pbavJvMU5v0php/LEJiJ/cQ==",
    files: [
      "src/contracts/dependencies/",
      "src/contracts/helpers/AaveProtocolDataProvider.sol",
      "src/contracts/instances/",
      "src/contracts/interfaces/",
      "src/contracts/misc/",
      "src/contracts/protocol/",
    ],
  },
  chainlinkContracts: {
    name: "@chainlink/contracts",
    version: "0.0.10",
    integrity:
      "sha512-ok+ucSQ+3mrR+zjbi6zIrdd5M9XymcqVcnXGVyqBVRYZp97jS2/rt/glP320JmHxmi4pacgDOg0Ux11xIr1S8Q==",
    files: [
      "abi/v0.6/FluxAggregator.json",
      "abi/v0.6/EACAggregatorProxy.json",
      "abi/v0.4/LinkToken.json",
    ],
  },
  chainlinkContracts15: {
    name: "@chainlink/contracts",
    version: "1.5.0",
    integrity:
      "sha512-1fGJwjvivqAxvVOTqZUEXGR54CATtg0vjcXgSIk4Cfoad2nUhSG/qaWHXjLg1CkNTeOoteoxGQcpP/HiA5HsUA==",
    files: [
      "src/v0.8/data-feeds/DataFeedsCache.sol",
      "src/v0.8/data-feeds/interfaces/",
      "src/v0.8/keystone/interfaces/IReceiver.sol",
      "src/v0.8/l2ep/base/BaseSequencerUptimeFeed.sol",
      "src/v0.8/l2ep/interfaces/ISequencerUptimeFeed.sol",
      "src/v0.8/l2ep/optimism/OptimismSequencerUptimeFeed.sol",
      "src/v0.8/shared/access/",
      "src/v0.8/shared/interfaces/",
    ],
  },
  optimismContracts: {
    name: "@eth-optimism/contracts",
    version: "0.6.0",
    integrity:
      "sha512-vQ04wfG9kMf1Fwy3FEMqH2QZbgS0gldKhcBeBUPfO8zu68L61VI97UDXmsMQXzTsEAxK8HnokW3/gosl4/NW3w==",
    files: [
      "L2/messaging/IL2CrossDomainMessenger.sol",
      "libraries/bridge/ICrossDomainMessenger.sol",
    ],
  },
  pythSdkSolidity: {
    name: "@pythnetwork/pyth-sdk-solidity",
    version: "4.2.0",
    integrity:
      "sha512-IO4pRqloqEXdbWqFbiNqthpaA5Dktl+t5GXckwdReEti90H4zcgxvINFLrSfRp7ylN2cP/LVgoCRHGEJGYlwKg==",
    files: [
      "AbstractPyth.sol",
      "IPyth.sol",
      "IPythEvents.sol",
      "Math.sol",
      "MockPyth.sol",
      "PythErrors.sol",
      "PythStructs.sol",
      "PythUtils.sol",
    ],
  },
  uniswapV3Core: {
    name: "@uniswap/v3-core",
    version: "1.0.1",
    integrity:
      "sha512-7pVk4hEm00j9tc71Y9+ssYpO6ytkeI0y7WE9P6UcmNzhxPePwyAxImuhVsTqWK9YFvzgtvzJHi64pBl4jUzKMQ==",
    files: [
      "artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json",
      "artifacts/contracts/UniswapV3Pool.sol/UniswapV3Pool.json",
    ],
  },
  redstoneOnChainRelayer: {
    name: "@redstone-finance/on-chain-relayer",
    version: "0.6.1",
    integrity:
      "sha512-FwJIBCLcxmD06PKtxmRajU+asq1kUZKVhMygKP8EfznDwsOZDr983Mcr5zw/A9jOVcirPpNqME2bWRopX8LaTg==",
    files: ["contracts/"],
  },
  redstoneEvmConnector: {
    name: "@redstone-finance/evm-connector",
    version: "0.9.0",
    integrity:
      "sha512-iA7akDBqEWb/O2eWAc0syNmp8VfPMbzpHf50I+xGG3rnA4y//9F5G+tA4ysUcWMFTzlfX28os7v00SOmgJ1LjQ==",
    files: ["contracts/"],
  },
  solidityCompiler0827: {
    name: "solc",
    version: "0.8.27",
    integrity:
      "sha512-BNxMol2tUAbkH7HKlXBcBqrGi2aqgv+uMHz26mJyTtlVgWmBA4ktiw0qVKHfkjf2oaHbwtbtaSeE2dhn/gTAKw==",
    files: ["soljson.js"],
  },
  solidityCompiler0826: {
    name: "solc",
    version: "0.8.26",
    integrity:
      "sha512-yiPQNVf5rBFHwN6SIf3TUUvVAFKcQqmSUFeq+fb6pNRCo0ZCgpYOZDi3BVoezCPIAcKrVYd/qXlBLUP9wVrZ9g==",
    files: ["soljson.js"],
  },
  makerTestchain: {
    name: "@makerdao/testchain",
    version: "1.1.32",
    integrity:
      "sha512-uVEHA+6zCPjGF2FgHnl0FCNZrpCgjhomUjJYQKa6gh0S6nQQYnVkfwgZVktEIpc69HRjNZ90eQgXw+ThpxiPwg==",
    files: ["out/addresses-mcd.json"],
  },
  morphoBlue: {
    name: "@morpho-org/morpho-blue",
    version: "1.0.0",
    integrity:
      "sha512-MKtzYMRE65B1hVJYAPtml3ecHPY2e/SL3JRvM7XWjtbnWQX6U/C3beSdxr7v+rHaVJ0ri/dUPxvNfWtr0NZdGw==",
    files: ["src/"],
  },
  morphoPeriphery: {
    name: "sphere-mezo-solidity-files",
    version: "1.2.0",
    integrity:
      "sha512-slDQvcqBgUQKzVLo5uHVKH3E367t07TPXNcHzxuSXaH/1iVWWDPnmXD6Z+BlvcI+QPcOTq/6PSpqS+zu4krT/g==",
    files: ["domains/morpho/", "domains/morphoIrm/", "domains/metamorpho/"],
  },
  perpCurie: {
    name: "@perp/curie-contract",
    version: "2.8.4",
    integrity:
      "sha512-fTHxpzzuHlSyCEvI6T8Ya10Oz3Y4T06YTiCciR/4uvR9rx/9Afmm8nDLJ85ZwXiA0edce9bPUkE/ZcKY4xkJEw==",
    files: [
      perpArtifact("AccountBalance"),
      perpArtifact("BaseToken"),
      perpArtifact("ClearingHouse"),
      perpArtifact("ClearingHouseConfig"),
      perpArtifact("CollateralManager"),
      perpArtifact("DelegateApproval"),
      perpArtifact("Exchange"),
      perpArtifact("InsuranceFund"),
      perpArtifact("MarketRegistry"),
      perpArtifact("OrderBook"),
      perpArtifact("QuoteToken"),
      perpArtifact("Vault"),
    ],
  },
  perpOracle: {
    name: "@perp/perp-oracle-contract",
    version: "0.6.8",
    integrity:
      "sha512-TrPYGq2iLudByTL939LSQedId84B8+lTgczJBvNlPjk7ENAykMxlIrk6IFFgtRfbX2Bo4wp4DeM/1bMaK3z+4Q==",
    files: [perpArtifact("ChainlinkPriceFeedV3"), perpArtifact("PriceFeedDispatcher")],
  },
  solidityCompiler0819: {
    name: "solc",
    version: "0.8.19",
    integrity:
      "sha512-yqurS3wzC4LdEvmMobODXqprV4MYJcVtinuxgrp61ac8K2zz40vXA0eSAskSHPgv8dQo7Nux39i3QBsHx4pqyA==",
    files: ["soljson.js"],
  },
  venusIsolatedPools: {
    name: "@venusprotocol/isolated-pools",
    version: "4.4.0",
    integrity:
      "sha512-OalbpAYhtUJ9ZPHNUKDFZQcvjvRwtFeKU59weL7pUG9AUPBH9CwYhsK/M3OC7YIUmFGe5nBV554nirqCWu2SKA==",
    files: [
      "artifacts/contracts/Comptroller.sol/Comptroller.json",
      "artifacts/contracts/VToken.sol/VToken.json",
      "artifacts/contracts/JumpRateModelV2.sol/JumpRateModelV2.json",
      "artifacts/contracts/TwoKinksInterestRateModel.sol/TwoKinksInterestRateModel.json",
      "artifacts/@openzeppelin/contracts/proxy/beacon/BeaconProxy.sol/BeaconProxy.json",
      "artifacts/@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol/UpgradeableBeacon.json",
      "artifacts/@venusprotocol/governance-contracts/contracts/Governance/AccessControlManager.sol/AccessControlManager.json",
    ],
  },
} as const satisfies Record<string, PinnedPackage>;
