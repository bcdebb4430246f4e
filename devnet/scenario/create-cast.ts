import type { Address } from "viem";
import type { DevnetAccount, DevnetRole, ScenarioPerson } from "../accounts/devnet-accounts.ts";
import type { DevnetChain } from "../devnet-chains.ts";

/**
 * Who plays which part on a chain. Alice to Frank act on both chains, as does Kim, who starts with
 * nothing; two more live on each chain alone.
 */
export type Cast = {
  alice: Address;
  bob: Address;
  carol: Address;
  dave: Address;
  erin: Address;
  frank: Address;
  kim: Address;
  /** Acts at random all the time. */
  localOne: Address;
  /** Visits the e-mode and borrows on Bob's credit. */
  localTwo: Address;
};

const locals = {
  alpha: ["grace", "heidi"],
  beta: ["ivan", "judy"],
} as const satisfies Record<DevnetChain["name"], readonly [ScenarioPerson, ScenarioPerson]>;

export function createCast(parameters: {
  chainName: DevnetChain["name"];
  accounts: Record<DevnetRole, DevnetAccount>;
}): Cast {
  const { chainName, accounts } = parameters;
  const [localOne, localTwo] = locals[chainName];
  return {
    alice: accounts.alice.address,
    bob: accounts.bob.address,
    carol: accounts.carol.address,
    dave: accounts.dave.address,
    erin: accounts.erin.address,
    frank: accounts.frank.address,
    kim: accounts.kim.address,
    localOne: accounts[localOne].address,
    localTwo: accounts[localTwo].address,
  };
}
