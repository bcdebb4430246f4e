import { type Address, concatHex, type Hex, keccak256, numberToHex, stringToHex } from "viem";
import { privateKeyToAddress } from "viem/accounts";

export type GuardianKey = { privateKey: Hex; address: Address };

/** As many guardians as the public networks have. */
const guardianCount = 19;

/** The keys of a local guardian set, the same for the same seed. They guard nothing of value. */
export function createGuardianKeys(seed = 0): readonly GuardianKey[] {
  return Array.from({ length: guardianCount }, (_, index) => {
    const privateKey = keccak256(
      concatHex([
        stringToHex("ballast local guardian"),
        numberToHex(seed, { size: 8 }),
        numberToHex(index, { size: 1 }),
      ]),
    );
    return { privateKey, address: privateKeyToAddress(privateKey) };
  });
}
