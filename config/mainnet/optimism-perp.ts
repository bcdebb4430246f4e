/** Addresses and the block of the first contract: @perp/curie-deployments, optimism/core/metadata.json. */
export const optimismPerp = {
  id: "perp",
  clearingHouse: "0x82ac2CE43e33683c58BE4cDc40975E73aA50f459",
  clearingHouseConfig: "0xA4c817a425D3443BAf610CA614c8B11688a288Fb",
  vault: "0xAD7b4C162707E0B2b5f6fdDbD3f8538A5fbA0d60",
  accountBalance: "0xA7f3FC32043757039d5e13d790EE43edBcBa8b7c",
  exchange: "0xBd7a3B7DbEb096F0B832Cf467B94b091f30C34ec",
  orderBook: "0xDfcaEBe8f6ea5E022BeFAFaE8c6Cdae8D4E1094b",
  marketRegistry: "0xd5820eE0F55205f6cdE8BB0647072143b3060067",
  collateralManager: "0x8Ac835C05530f10595C8015467339523154b4D85",
  insuranceFund: "0x1C9a192DF3936cBF093d8afDc352718bCF834EB6",
  settlementToken: {
    symbol: "USDC.e",
    address: "0x7F5c764cBc14f9669B88837ca1490cCa17c31607",
    decimals: 6,
  },
  startBlock: 513_473,
} as const;
