/**
 * Price ids are the same on every chain. Each chain's table takes those only that Pyth's own list of
 * push feeds names for it: another one may not have been written for weeks, and a feed that is
 * configured and silent costs a price its quorum.
 * Source: pyth-network/documentation, sponsored-feeds/data/evm/<chain>_mainnet.json of 2025.
 */
export const pythPriceIds = {
  "ETH/USD": "0xff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace",
  "USDC/USD": "0xeaa020c61cc479712813461ce153894a96a6c00b21ed0cfc2798d1f9a9e9c94a",
  "UNI/USD": "0x78d185a741d07edb3412b09008b7c5cfb9bbbd7d568bf00ba737b456ba171501",
  "WSTETH/USD": "0x6df640f3b8963d8f8358f791f352b8364513f6ab1cca5ed3f1f7b5448980e784",
  "CBETH/USD": "0x15ecddd26d49e1a8f1de9376ebebc03916ede873447c1255d2d5891b92ce5717",
  "WEETH/USD": "0x9ee4e7c60b940440a261eb54b6d8149c23b580ed7da3139f7f08f4ea29dad395",
  "EZETH/USD": "0x06c217a791f5c4f988b36629af4cb88fad827b2485400a358f3b02886b54de92",
  "RSETH/USD": "0x0caec284d34d836ca325cf7b3256c078c597bc052fbd3c0283d52b581d68d71f",
} as const;

/** The pushed feeds of a chain. */
export function pythFeeds(...pairs: (keyof typeof pythPriceIds)[]) {
  return pairs.map((pair) => ({ pair, priceId: pythPriceIds[pair] }));
}
