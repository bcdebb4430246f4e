import { type Address, type Hex, zeroAddress } from "viem";
import {
  catAbi,
  cdpManagerAbi,
  jugAbi,
  proxyAbi,
  proxyFactoryAbi,
  spotterAbi,
  vatAbi,
} from "../../../devnet/maker/maker-abi.ts";
import type { Vat } from "../../../src/protocols/maker/read-ilks.ts";
import type { Comparison } from "../compare-with-contracts.ts";
import { readOrAbsent } from "./read-or-absent.ts";

export type MakerContracts = ReturnType<typeof makerContractsAt>;

/** The views of a Vat and of what works on it, at the comparison's block. */
export function makerContractsAt({ manifest, publicClient, block }: Comparison, vat: Vat) {
  const blockNumber = block.number;
  const maker = manifest.maker.find((one) => one.vat === vat.address)!;
  const atVat = { address: maker.vat, abi: vatAbi, blockNumber } as const;
  const atManager = { address: maker.cdpManager, abi: cdpManagerAbi, blockNumber } as const;
  const read = publicClient.readContract;

  const ilks = once((ilk: Hex) => read({ ...atVat, functionName: "ilks", args: [ilk] }));
  /** What a drip would leave as the rate: the stored one where nobody can drip. */
  const drip = once(async (ilk: Hex): Promise<bigint> => {
    const at = { address: maker.jug, abi: jugAbi, blockNumber } as const;
    const simulated = await readOrAbsent(
      publicClient.simulateContract({ ...at, functionName: "drip", args: [ilk] }),
    );
    return simulated === "absent" ? (await ilks(ilk))[1] : simulated.result;
  });
  /** Owners of the vaults' urns. */
  const vaultOwners = once(async (_: "all"): Promise<Map<string, Address>> => {
    const last = await readOrAbsent(read({ ...atManager, functionName: "cdpi" }));
    const cdps = Array.from({ length: last === "absent" ? 0 : Number(last) }, (_, i) => i + 1);
    const owners = cdps.map(async (number) => {
      const args = [BigInt(number)] as const;
      const [urn, owner] = await Promise.all([
        read({ ...atManager, functionName: "urns", args }),
        read({ ...atManager, functionName: "owns", args }),
      ]);
      return [lowerCase(urn), lowerCase(owner)] as const;
    });
    return new Map(await Promise.all(owners));
  });
  const proxyOwner = async (holder: Address): Promise<Address | null> => {
    const at = { address: maker.proxyFactory, abi: proxyFactoryAbi, blockNumber } as const;
    const isProxy = await readOrAbsent(read({ ...at, functionName: "isProxy", args: [holder] }));
    if (isProxy !== true) return null;
    return lowerCase(
      await read({ address: holder, abi: proxyAbi, blockNumber, functionName: "owner" }),
    );
  };
  /** Whom the contracts name as the owner of an urn handler or a proxy, in the end. */
  const accountOf = async (holder: Address): Promise<Address> => {
    const owner = (await vaultOwners("all")).get(holder) ?? (await proxyOwner(holder));
    return owner === null || owner === zeroAddress ? holder : accountOf(owner);
  };

  return {
    ilks,
    drip,
    accountOf,
    urns: (ilk: Hex, urn: Address) => read({ ...atVat, functionName: "urns", args: [ilk, urn] }),
    gem: (ilk: Hex, usr: Address) => read({ ...atVat, functionName: "gem", args: [ilk, usr] }),
    live: () => read({ ...atVat, functionName: "live" }),
    dai: (usr: Address) => read({ ...atVat, functionName: "dai", args: [usr] }),
    sin: (usr: Address) => read({ ...atVat, functionName: "sin", args: [usr] }),
    jug: (ilk: Hex) =>
      read({ address: maker.jug, abi: jugAbi, blockNumber, functionName: "ilks", args: [ilk] }),
    spotter: (ilk: Hex) => {
      const at = { address: maker.spotter, abi: spotterAbi, blockNumber } as const;
      return read({ ...at, functionName: "ilks", args: [ilk] });
    },
    /** Why a bite fails, null where it succeeds. */
    async biteRefusal(ilk: Hex, urn: Address): Promise<string | null> {
      const at = { address: maker.cat, abi: catAbi, blockNumber } as const;
      try {
        await publicClient.simulateContract({ ...at, functionName: "bite", args: [ilk, urn] });
        return null;
      } catch (error) {
        return String(error);
      }
    },
  };
}

/** Asks each question once. */
function once<Question, Answer>(ask: (question: Question) => Promise<Answer>) {
  const answers = new Map<Question, Promise<Answer>>();
  return (question: Question): Promise<Answer> => {
    const answer = answers.get(question) ?? ask(question);
    answers.set(question, answer);
    return answer;
  };
}

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
