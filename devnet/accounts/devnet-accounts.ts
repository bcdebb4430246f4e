import type { Address, Hex } from "viem";
import { bytesToHex } from "viem";
import { mnemonicToAccount, privateKeyToAddress } from "viem/accounts";

export type DevnetAccount = { name: string; address: Address; privateKey: Hex };

/** The mnemonic that every local Ethereum tool knows; its keys protect nothing. */
export const devnetMnemonic = "test test test test test test test test test test test junk";

/** The people of the scenario. */
export const scenarioPeople = [
  "alice",
  "bob",
  "carol",
  "dave",
  "erin",
  "frank",
  "grace",
  "heidi",
  "ivan",
  "judy",
  "kim",
] as const;

export type ScenarioPerson = (typeof scenarioPeople)[number];

/**
 * Who holds which key of the mnemonic, by derivation index. RedStone's mock adapter accepts the
 * first 19 keys as signers.
 */
const roles = [
  "deployer",
  "chainlink-oracle-1",
  "chainlink-oracle-2",
  "chainlink-oracle-3",
  "redstone-signer-1",
  "redstone-signer-2",
  "redstone-signer-3",
  "keeper",
  "attestation-operator",
  "liquidator",
  ...scenarioPeople,
  "treasury",
] as const;

export type DevnetRole = (typeof roles)[number];

export const devnetAccountCount = roles.length;

/** Every account of the local chains by its role. The same on every chain and in every run. */
export function devnetAccounts(): Record<DevnetRole, DevnetAccount> {
  const parent = mnemonicToAccount(devnetMnemonic, { path: "m/44'/60'/0'/0" }).getHdKey();
  const entries = roles.map((name, index) => {
    const privateKey = bytesToHex(parent.deriveChild(index).privateKey!);
    const address = privateKeyToAddress(privateKey).toLowerCase() as Address;
    return [name, { name, address, privateKey }];
  });
  return Object.fromEntries(entries);
}
