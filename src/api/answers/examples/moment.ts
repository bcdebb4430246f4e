/*
 * The examples of the document are answers of the devnet (seed 1) at one block vector, with their lists
 * cut short; the examples of parameters are what they were asked by.
 */
export const EXAMPLE_AT = "eip155:31337:257,eip155:31338:319,eip155:31339:354~47e43167a109a9b0";
export const EXAMPLE_TIME = 1795690795;
export const EXAMPLE_ACCOUNT = "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec";
export const EXAMPLE_CHAIN = "eip155:31338";
export const EXAMPLE_ASSET = "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3";
export const EXAMPLE_FEED = "chainlink:eip155:31338:ETH/USD";
export const EXAMPLE_EPOCH = "9";
export const EXAMPLE_METHODOLOGY =
  "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5";
