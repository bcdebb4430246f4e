import { expect, it } from "vitest";
import { readSearch } from "../../web/src/lib/read-search.ts";

const TOKEN = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
const ACCOUNT = "0xbcd4042de499d14e55001ccbb24a551f3b954096";
const known = {
  assets: [
    { asset: `eip155:1/erc20:${TOKEN}`, symbol: "WETH" },
    { asset: `eip155:10/erc20:${TOKEN}`, symbol: "WETH" },
  ],
  accounts: [ACCOUNT],
  nameOf: (chain: string) => (chain === "eip155:1" ? "ethereum" : chain),
};
const paths = (text: string) => readSearch(text, known).hits.map(({ path }) => path);

it.each([
  [` ${ACCOUNT.toUpperCase().replace("0X", "0x")} `, [`/accounts/${ACCOUNT}`]],
  [`eip155:10:${ACCOUNT}`, [`/accounts/eip155:10:${ACCOUNT}`]],
  [`eip155:1/erc20:${TOKEN}`, [`/assets/eip155:1/erc20:${TOKEN}`]],
  ["0xbcd4", [`/accounts/${ACCOUNT}`]],
  ["we", [`/assets/eip155:1/erc20:${TOKEN}`, `/assets/eip155:10/erc20:${TOKEN}`]],
  ["0042", ["/attestations?epoch=42"]],
  ["", []],
])("%j leads to %j", (text, expected) => {
  expect(paths(text)).toEqual(expected);
});

it("takes a token's address for both what it may be", () => {
  expect(paths(TOKEN)).toEqual([
    `/accounts/${TOKEN}`,
    `/assets/eip155:1/erc20:${TOKEN}`,
    `/assets/eip155:10/erc20:${TOKEN}`,
  ]);
});

it.each([
  ["0x12", /40 hexadecimal digits after 0x; this one has 2/],
  [`0x${"1".repeat(64)}`, /hash of 32 bytes/],
  ["eip155:1/slip44:60", /no price for this asset/],
  ["alice.eth", /Nothing here is called “alice.eth”/],
])("says what is wrong with %s", (text, problem) => {
  const { hits, problem: said } = readSearch(text, known);
  expect(hits).toEqual([]);
  expect(said).toMatch(problem);
});
