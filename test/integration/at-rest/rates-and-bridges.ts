import { createWalletClient, encodeFunctionData, http, parseAbi } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { beforeAll, describe, expect, it } from "vitest";
import { readMethodology } from "../../../src/api/methodology/read-methodology.ts";
import { assetCaip19 } from "../../../src/core/identifiers.ts";
import type { IndexWorld } from "../../support/index-world.ts";
import type { RestingWorld } from "../../support/liquidation/open-liquidation-world.ts";

/* Rates, a cap and a bridge on local chains, through the real indexer to the answers of its server. */
const ALPHA = 31_337;
const BETA = 31_338;
const WAD = 10n ** 18n;
let world: IndexWorld;

async function readPrice(symbol: string) {
  const asset = readMethodology(world.network).assets.find((one) => one.symbol === symbol)!.asset;
  const response = await fetch(`${world.ponder().url}/v1/prices?assets=${asset}`);
  expect(response.status).toBe(200);
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
  const { items } = (await response.json()) as any;
  return items[0].price;
}

/** The answers about rates, caps and bridges. */
export function ratesAndBridges(open: () => RestingWorld): void {
  beforeAll(() => {
    ({ world } = open());
  });

  describe("rates", () => {
    it("make prices: of a staking token within its cap, and of shares of shares", async () => {
      const staked = await readPrice("stkETH");
      const ether = await readPrice("WETH");
      expect(staked.derived).toMatchObject({
        rate: { decimal: "1.218024" },
        liveRate: { decimal: "1.218024" },
        fundamental: {
          raw: String((1_218_024n * 10n ** 12n * BigInt(ether.mid.raw)) / WAD),
        },
      });
      expect(BigInt(staked.derived.cap.raw)).toBeGreaterThan(BigInt(staked.derived.rate.raw));
      expect([staked.status, staked.flags]).toEqual([ether.status, ether.flags]);
      const shares = await readPrice("bvUSDC");
      const sharesOfShares = await readPrice("vbvUSDC");
      expect(shares.derived.rateId).toContain("erc4626:eip155:31338:");
      expect(sharesOfShares.derived.fundamental.raw).toBe(
        String((BigInt(sharesOfShares.derived.rate.raw) * BigInt(shares.mid.raw)) / WAD),
      );
      for (const price of [shares, sharesOfShares])
        expect(price.flags).not.toContain("off_reference");
    }, 60_000);
  });

  describe("a bridged token", () => {
    it("is worth what it stands for while the escrow bears it", async () => {
      const [bridged, home] = [await readPrice("DAI.a"), await readPrice("DAI")];
      expect([bridged.status, bridged.low]).toEqual([home.status, home.low]);
      expect(bridged.backing).toMatchObject({
        id: "DAI.a",
        remote: { decimal: "16500" },
        escrowed: { decimal: "19700" },
        missing: { decimal: "0" },
      });
    }, 60_000);

    it("is marked, degraded and cut once more of it is minted than is kept", async () => {
      const [, beta] = world.manifest.chains;
      const { privateKey } = world.manifest.accounts[0]!;
      const account = privateKeyToAccount(privateKey);
      const client = createWalletClient({ account, transport: http(beta!.rpcUrl) });
      const hash = await client.sendTransaction({
        chain: null,
        to: beta!.bridgedTokens[0]!.token,
        data: encodeFunctionData({
          abi: parseAbi(["function mint(address account, uint256 value)"]),
          args: [account.address, 4_000n * WAD],
        }),
      });
      for (const [chainId, seconds] of [
        [BETA, 60],
        [ALPHA, 240],
      ] as const) {
        const request = world.client(chainId).request as (call: object) => Promise<unknown>;
        await request({ method: "evm_increaseTime", params: [seconds] });
        await request({ method: "evm_mine", params: [] });
      }
      expect((await world.client(BETA).getTransactionReceipt({ hash })).status).toBe("success");
      await world.ponder().waitIndexed(await world.heads());
      const [bridged, home] = [await readPrice("DAI.a"), await readPrice("DAI")];
      expect(bridged).toMatchObject({
        status: "degraded",
        low: { raw: String((BigInt(home.low.raw) * 19_700n) / 20_500n) },
        mid: home.mid,
        high: home.high,
        backing: {
          remote: { decimal: "20500" },
          escrowed: { decimal: "19700" },
          missing: { decimal: "800" },
        },
      });
      expect(bridged.flags).toContain("unbacked");
      expect(bridged.backing.asOf).toBeLessThanOrEqual(bridged.evaluatedAt);
    }, 120_000);
  });

  describe("an account's value", () => {
    it("counts what shares stand for, and not their own price besides", async () => {
      const vault = world.manifest.chains[1]!.metaMorpho[0]!.vaults[0]!.vault;
      const holder = world.manifest.accounts.find(({ name }) => name === "erin")!.address;
      const response = await fetch(`${world.ponder().url}/v1/accounts/${holder}/collateral`);
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text).toContain(assetCaip19(BETA, vault));
      // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
      const { markets } = JSON.parse(text) as any;
      // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
      const positions = markets.flatMap((market: any) => market.positions) as any[];
      expect(positions.map(({ asset }) => asset)).not.toContain(assetCaip19(BETA, vault));
    }, 60_000);
  });
}
