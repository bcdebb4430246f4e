import { describe, expect, it } from "vitest";
import { ethereumMaker } from "../../config/mainnet/ethereum-maker.ts";
import { mainnetChains } from "../../config/mainnet/mainnet-network.ts";
import { optimismPerp } from "../../config/mainnet/optimism-perp.ts";
import { fetchPackageFiles } from "../../devnet/packages/fetch-package-files.ts";
import type { PinnedPackage } from "../../devnet/packages/pinned-packages.ts";
import { pinnedAddressBooks } from "../support/mainnet/pinned-address-books.ts";

/** Fetching a package takes as long as the registry wants. */
const FETCH_MILLISECONDS = 180_000;

const fetchFiles = (pinned: PinnedPackage) =>
  fetchPackageFiles({ ...pinned, log: () => undefined });

/** Whether the minified book has an entry of that name and address. */
function findsEntry(text: string, name: string, address: string): boolean {
  return [
    `name:"${name}",address:"${address}"`,
    `name:"${name}",deploy:!1,address:"${address}"`,
  ].some((entry) => text.includes(entry));
}

describe("restated addresses are those of the packages", () => {
  it(
    "of Maker",
    async () => {
      const files = await fetchFiles(pinnedAddressBooks.maker);
      const text = files.get("lib/index.js")!;
      for (const [name, address] of [
        ["Vat", ethereumMaker.vat],
        ["Jug", ethereumMaker.jug],
        ["Spot", ethereumMaker.spotter],
        ["Dog", ethereumMaker.dogs[0]],
        ["CdpManager", ethereumMaker.cdpManagers[0]],
        ["DSProxyFactory", ethereumMaker.proxyFactories[0].address],
        ["DAI", ethereumMaker.dai],
      ])
        expect([name, findsEntry(text, name!, address!)]).toEqual([name, true]);
      for (const ilk of ethereumMaker.ilks) {
        const join = `name:"MCD_JOIN_${ilk.replaceAll("-", "_")}",address:"0x`;
        expect([ilk, text.includes(join)]).toEqual([ilk, true]);
      }
    },
    FETCH_MILLISECONDS,
  );

  it(
    "of Venus, with the block of the first comptroller",
    async () => {
      const files = await fetchFiles(pinnedAddressBooks.venus);
      const folders = {
        ethereum: "ethereum",
        base: "basemainnet",
        arbitrum: "arbitrumone",
        optimism: "opmainnet",
      } as const;
      for (const [name, folder] of Object.entries(folders)) {
        const { venus } = mainnetChains.find((chain) => chain.name === name)!;
        const book = JSON.parse(files.get(`deployments/${folder}_addresses.json`)!) as {
          addresses: Record<string, string>;
        };
        const comptrollers = Object.entries(book.addresses).flatMap(([key, address]) =>
          key.startsWith("Comptroller_") ? [[key, address]] : [],
        );
        const restated = venus.map(({ id, comptroller }) => [id, comptroller]);
        expect(
          comptrollers.map(([key, address]) => [
            key!.slice("Comptroller_".length).toLowerCase().replaceAll(" ", "-"),
            address,
          ]),
        ).toEqual(expect.arrayContaining(restated));
        expect(restated).toHaveLength(comptrollers.length);
        const core = JSON.parse(files.get(`deployments/${folder}/Comptroller_Core.json`)!) as {
          receipt: { blockNumber: number };
        };
        expect(venus.find(({ id }) => id === "core")!.startBlock).toBe(core.receipt.blockNumber);
      }
    },
    FETCH_MILLISECONDS,
  );

  it(
    "of Perp v2, with the block of its first contract",
    async () => {
      const files = await fetchFiles(pinnedAddressBooks.perp);
      const metadata = JSON.parse(files.get("optimism/core/metadata.json")!) as {
        contracts: Record<string, { address: string; createdBlockNumber: number }>;
        externalContracts: Record<string, string>;
        pools: { baseSymbol: string; baseAddress: string }[];
      };
      const { id: _, settlementToken, markets, startBlock, ...roles } = optimismPerp;
      for (const [role, address] of Object.entries(roles)) {
        const name = role[0]!.toUpperCase() + role.slice(1);
        expect([name, metadata.contracts[name]?.address]).toEqual([name, address]);
      }
      expect(metadata.externalContracts.USDC).toBe(settlementToken.address);
      expect(markets.map(({ symbol, baseToken, pair }) => [symbol, baseToken, `v${pair}`])).toEqual(
        metadata.pools
          .map((one) => [one.baseSymbol, one.baseAddress, `${one.baseSymbol}/USD`])
          .sort(),
      );
      const blocks = Object.keys(roles).map(
        (role) => metadata.contracts[role[0]!.toUpperCase() + role.slice(1)]!.createdBlockNumber,
      );
      expect(startBlock).toBe(Math.min(...blocks));
    },
    FETCH_MILLISECONDS,
  );

  it(
    "of Pyth",
    async () => {
      const files = await fetchFiles(pinnedAddressBooks.pyth);
      const text = files.get("lib/index.js")!;
      for (const { name, pyth } of mainnetChains)
        expect(text).toContain(`${name}: "${pyth.contract}"`);
    },
    FETCH_MILLISECONDS,
  );
});
