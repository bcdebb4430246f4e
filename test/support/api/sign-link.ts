import type { Hex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import {
  type LinkStatement,
  linkTypedData,
  revocationTypedData,
} from "../../../src/api/links/link-statement.ts";

/** Keys of which the earlier has the lesser address. */
export const KEYS: readonly PrivateKeyAccount[] = Array.from({ length: 5 }, (_, index) =>
  privateKeyToAccount(`0x${String(index + 1).padStart(64, "0")}`),
).sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1));

export const idOf = (account: { address: string }) => account.address.toLowerCase() as Hex;

/** A statement and both signatures by keys, as the body of a request. */
export async function signLink(
  statement: LinkStatement,
  [first, second]: readonly [PrivateKeyAccount, PrivateKeyAccount],
) {
  const [one, two] = await Promise.all(
    [first, second].map((account) => account.signTypedData(linkTypedData(statement))),
  );
  return { statement, signatures: { first: one!, second: two! } };
}

/** The body of a revocation of a devnet's link by a key. */
export async function signRevocation(link: Hex, account: PrivateKeyAccount) {
  const typedData = revocationTypedData({ network: "devnet", link, account: idOf(account) });
  return { account: idOf(account), signature: await account.signTypedData(typedData) };
}
