import { secp256k1 } from "@noble/curves/secp256k1";
import fc from "fast-check";
import {
  concat,
  type Hex,
  hashTypedData,
  numberToHex,
  parseSignature,
  recoverAddress,
  serializeSignature,
  sliceHex,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, it } from "vitest";
import type { LinkAtVector } from "../../src/api/links/account-link.ts";
import { findLinkProblems } from "../../src/api/links/find-link-problems.ts";
import { isSignedByKey } from "../../src/api/links/is-signed-by-key.ts";
import { type LinkStatement, linkId, linkTypedData } from "../../src/api/links/link-statement.ts";
import { walkLinks } from "../../src/api/links/walk-links.ts";
import { parseAccountId } from "../../src/core/identifiers.ts";
import { ALPHA, NETWORK } from "../support/api/make-network.ts";
import { noContracts } from "../support/no-contracts.ts";

const NOW = 1_700_000_000;
const [A, B] = ["0x01", "0x02"]
  .map((digits) => privateKeyToAccount(`0x${digits.slice(2).padStart(64, "0")}`))
  .sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1)) as [
  ReturnType<typeof privateKeyToAccount>,
  ReturnType<typeof privateKeyToAccount>,
];
const lower = (account: { address: string }) => account.address.toLowerCase() as Hex;
const STATEMENT: LinkStatement = {
  network: "devnet",
  first: lower(A),
  second: lower(B),
  issuedAt: NOW - 10,
  expiresAt: 0,
};
const sign = async (statement: LinkStatement, [first, second] = [A, B]) => ({
  statement,
  signatures: {
    first: await first.signTypedData(linkTypedData(statement)),
    second: await second.signTypedData(linkTypedData(statement)),
  },
});
const place = {
  network: NETWORK,
  contracts: noContracts,
  indexed: new Map(),
  nowSeconds: NOW,
};
const codes = async (body: unknown) =>
  (await findLinkProblems(body, place)).map(({ pointer, code }) => `${pointer} ${code}`);

describe("the statement", () => {
  it("is the typed data that the documentation shows to whoever signs", () => {
    const statement = { ...STATEMENT, expiresAt: NOW + 60 };
    expect(
      hashTypedData({
        domain: { name: "Ballast", version: "1" },
        types: {
          EIP712Domain: [
            { name: "name", type: "string" },
            { name: "version", type: "string" },
          ],
          LinkAccounts: [
            { name: "network", type: "string" },
            { name: "first", type: "string" },
            { name: "second", type: "string" },
            { name: "issuedAt", type: "uint64" },
            { name: "expiresAt", type: "uint64" },
          ],
        },
        primaryType: "LinkAccounts",
        message: {
          ...statement,
          issuedAt: BigInt(statement.issuedAt),
          expiresAt: BigInt(statement.expiresAt),
        },
      }),
    ).toBe(linkId(statement));
  });

  it("counts where both keys have signed it", async () => {
    expect(await codes(await sign(STATEMENT))).toEqual([]);
  });

  it.each<[keyof LinkStatement, LinkStatement[keyof LinkStatement]]>([
    ["network", "mainnet"],
    ["first", `0x${"0".repeat(40)}`],
    ["second", `0x${"f".repeat(40)}`],
    ["issuedAt", NOW - 11],
    ["expiresAt", NOW + 1],
  ])("counts for neither side with another %s", async (field, value) => {
    const signed = await sign(STATEMENT);
    expect(await codes({ ...signed, statement: { ...STATEMENT, [field]: value } })).toEqual([
      ...(field === "network" ? ["body/statement/network other-network"] : []),
      "body/signatures/first signature-invalid",
      "body/signatures/second signature-invalid",
    ]);
  });

  it("counts for the side alone that signed it", async () => {
    const { signatures } = await sign(STATEMENT);
    const swapped = { first: signatures.second, second: signatures.first };
    expect(await codes({ statement: STATEMENT, signatures: swapped })).toEqual([
      "body/signatures/first signature-invalid",
      "body/signatures/second signature-invalid",
    ]);
    const twice = { first: signatures.first, second: signatures.first };
    expect(await codes({ statement: STATEMENT, signatures: twice })).toEqual([
      "body/signatures/second signature-invalid",
    ]);
  });

  it("of another domain is another one", async () => {
    const { signatures } = await sign(STATEMENT);
    const first = await A.signTypedData({
      ...linkTypedData(STATEMENT),
      domain: { name: "Ballast", version: "1", chainId: 1 },
    });
    expect(await codes({ statement: STATEMENT, signatures: { ...signatures, first } })).toEqual([
      "body/signatures/first signature-invalid",
    ]);
  });

  it("lists everything that is wrong with it at once", async () => {
    const statement = {
      network: "mainnet",
      first: `eip155:5:${lower(B)}`,
      second: A.address,
      issuedAt: NOW + 61,
      expiresAt: NOW,
    };
    expect(await codes({ statement, signatures: { first: "0x", second: "0x" } })).toEqual([
      "body/statement/network other-network",
      "body/statement/first unknown-chain",
      "body/statement/second malformed-account",
      "body/statement/first not-ordered",
      "body/statement/issuedAt not-yet-valid",
      "body/statement/expiresAt expired",
    ]);
    expect(await codes(await sign({ ...STATEMENT, issuedAt: NOW - 7 * 86_400 - 1 }))).toEqual([
      "body/statement/issuedAt expired",
    ]);
  });

  it("links no account with itself, nor a key's account by a name for one chain", async () => {
    const onAlpha = `eip155:${ALPHA.chainId}:${lower(A)}`;
    const self = { ...STATEMENT, second: onAlpha };
    expect(await codes(await sign(self, [A, A]))).toEqual([
      "body/statement/second self-link",
      "body/signatures/second signature-invalid",
    ]);
    const narrow = { ...STATEMENT, first: lower(B), second: onAlpha };
    const problems = await findLinkProblems(await sign(narrow, [B, A]), place);
    expect(problems).toEqual([
      {
        pointer: "body/signatures/second",
        code: "signature-invalid",
        detail: expect.stringContaining("name it by its plain address"),
      },
    ]);
  });

  it("looks at any JSON without failing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (statement, signatures) => {
        await findLinkProblems({ statement, signatures }, place);
        await findLinkProblems(
          { statement: { ...STATEMENT, first: statement }, signatures },
          place,
        );
      }),
    );
  });
});

describe("a key's signature", () => {
  it("has no second form", async () => {
    const { signatures } = await sign(STATEMENT);
    const digest = linkId(STATEMENT);
    const isSigned = (signature: Hex) => isSignedByKey({ address: lower(A), digest, signature });
    const { r, s, yParity } = parseSignature(signatures.first);
    expect(isSigned(signatures.first)).toBe(true);
    const malleable = serializeSignature({
      r,
      s: numberToHex(secp256k1.CURVE.n - BigInt(s), { size: 32 }),
      yParity: yParity === 0 ? 1 : 0,
    });
    // A bare ecrecover takes it for the same key's.
    expect(await recoverAddress({ hash: digest, signature: malleable })).toBe(A.address);
    expect(isSigned(malleable)).toBe(false);
    const compact = sliceHex(signatures.first, 0, 64);
    const forms = [
      compact,
      concat([compact, numberToHex(yParity)]),
      concat([compact, numberToHex(yParity + 29)]),
      concat([compact, numberToHex(28 - yParity)]),
      concat([signatures.first, "0x00"]),
      concat([numberToHex(0, { size: 32 }), s, "0x1b"]),
      concat([numberToHex(secp256k1.CURVE.n, { size: 32 }), s, "0x1b"]),
      "0x",
    ] as const;
    for (const form of forms) expect(isSigned(form), form).toBe(false);
  });
});

describe("walking links", () => {
  const link = (first: string, second: string, notConfirmedBy: string[] = []): LinkAtVector => {
    const statement = { network: "devnet", first, second, issuedAt: NOW, expiresAt: 0 };
    return {
      ...{ id: linkId(statement), statement, notConfirmedBy, effectiveSeconds: NOW },
      signatures: { first: "0x", second: "0x" },
    };
  };
  const walk = (from: string, links: readonly LinkAtVector[]) =>
    walkLinks({
      account: parseAccountId(from),
      linksOf: async (accounts) =>
        links.filter(
          ({ statement: { first, second } }) =>
            accounts.includes(first) || accounts.includes(second),
        ),
    });
  const id = (digit: string) => `0x${digit.repeat(40)}`;

  it("finds the same accounts from each of them, each once, also round a circle", async () => {
    const links = [link(id("1"), id("2")), link(id("2"), id("3")), link(id("1"), id("3"))];
    for (const digit of ["1", "2", "3"]) {
      const found = await walk(id(digit), links);
      expect(found.accounts[0]).toBe(id(digit));
      expect([...found.accounts].sort()).toEqual([id("1"), id("2"), id("3")]);
      expect(found.links).toHaveLength(3);
    }
  });

  it("makes the same group of each of its accounts, and groups that share none", async () => {
    const ids = ["1", "2", "3", "4", "5", "6"].map(id);
    const all = [...ids.slice(0, 3), ...ids.slice(3).map((one) => `eip155:1:${one}`)];
    const side = fc.constantFrom(...all);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(side, side), { maxLength: 8 }), async (pairs) => {
        const links = pairs.filter(([a, b]) => a !== b).map((pair) => link(...pair));
        const groups = await Promise.all(
          all.map(async (one) => [...(await walk(one, links)).accounts].sort().join()),
        );
        for (const [index, group] of groups.entries()) {
          expect(group).toContain(all[index]);
          for (const [other, second] of groups.entries()) {
            expect(group === second).toBe(group.split(",").includes(all[other]!));
          }
        }
        for (const [a, b] of pairs) expect(groups[all.indexOf(a)]).toBe(groups[all.indexOf(b)]);
      }),
    );
  });

  it("takes no account on another chain for the contract that was linked", async () => {
    const links = [link(id("1"), `eip155:1:${id("c")}`)];
    expect((await walk(`eip155:1:${id("c")}`, links)).accounts).toHaveLength(2);
    expect((await walk(`eip155:2:${id("c")}`, links)).accounts).toHaveLength(1);
    expect((await walk(id("c"), links)).accounts).toHaveLength(1);
    // An externally owned account is the same on every chain.
    expect((await walk(`eip155:2:${id("1")}`, links)).accounts).toEqual([
      `eip155:2:${id("1")}`,
      id("1"),
      `eip155:1:${id("c")}`,
    ]);
  });

  it("stops at a link that a contract does not stand by, and shows it", async () => {
    const contract = `eip155:1:${id("c")}`;
    const links = [link(id("1"), contract, [contract]), link(id("2"), contract)];
    const found = await walk(id("1"), links);
    expect(found).toMatchObject({ accounts: [id("1")], links: [{ notConfirmedBy: [contract] }] });
  });
});
