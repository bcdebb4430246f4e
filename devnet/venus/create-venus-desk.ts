import type { Address } from "viem";
import type { DevChain, MinedBlock } from "../chain/dev-chain.ts";
import { approveToken, mintToken, transferToken } from "../tokens/deploy-tokens.ts";
import type { VenusPool } from "./deploy-venus.ts";
import { localVenusOracleAbi, vTokenAdminAbi } from "./venus-abi.ts";
import { comptrollerCall, setVenusPrice, vTokenCall } from "./venus-transactions.ts";

export type VenusPeople = Record<
  "alice" | "bob" | "carol" | "dave" | "erin" | "frank" | "keeper",
  Address
>;

export type VenusMarket = VenusPool["markets"][number];

export type VenusDeskParameters = {
  chain: DevChain;
  pools: readonly VenusPool[];
  people: VenusPeople;
  /** Time of a block so many seconds after the last one. */
  nextTimestamp: (seconds: number) => number;
  /** Told of each block as soon as it is mined. */
  onBlock: (block: MinedBlock) => Promise<void>;
};

export type VenusDesk = ReturnType<typeof createVenusDesk>;

/** What people do with Venus: each function queues transactions, `mine` makes a block of them. */
export function createVenusDesk(parameters: VenusDeskParameters) {
  const { chain, pools, people, nextTimestamp, onBlock } = parameters;

  return {
    ...{ chain, pools, people },
    /** A pool by its id. */
    pool: (id: string): VenusPool => pools.find((one) => one.id === id)!,
    /** The vToken of an underlying in a pool. */
    vToken: (id: string, underlyingSymbol: string): Address =>
      pools
        .find((one) => one.id === id)!
        .markets.find((market) => market.underlyingSymbol === underlyingSymbol)!.vToken,
    async mine(seconds: number): Promise<MinedBlock> {
      const block = await chain.mine({ timestamp: nextTimestamp(seconds) });
      await onBlock(block);
      return block;
    },
    /** Whole tokens of a market for somebody, which the vToken may take. */
    fund(to: Address, market: VenusMarket, wholeTokens: bigint): void {
      const { underlying: token, underlyingDecimals, vToken } = market;
      const amount = wholeTokens * 10n ** BigInt(underlyingDecimals);
      chain.send(mintToken({ token, from: to, to, amount }));
      chain.send(approveToken({ token, owner: to, spender: vToken }));
    },
    /** Tokens that a vToken is given without being told. */
    donate(from: Address, market: VenusMarket, amount: bigint): void {
      const { underlying: token, vToken: to } = market;
      chain.send(mintToken({ token, from, to: from, amount }));
      chain.send(transferToken({ token, from, to, amount }));
    },
    call: ((from, vToken, functionName, args) =>
      chain.send(vTokenCall({ from, vToken, functionName, args } as never))) as <
      Name extends Parameters<typeof vTokenCall>[0]["functionName"],
    >(
      from: Address,
      vToken: Address,
      functionName: Name,
      args: Parameters<typeof vTokenCall<Name>>[0]["args"],
    ) => void,
    /** A call of a pool's Comptroller. */
    ask: ((from, pool, functionName, args) => {
      const { comptroller } = pool;
      chain.send(comptrollerCall({ from, comptroller, functionName, args } as never));
    }) as <Name extends Parameters<typeof comptrollerCall>[0]["functionName"]>(
      from: Address,
      pool: VenusPool,
      functionName: Name,
      args: Parameters<typeof comptrollerCall<Name>>[0]["args"],
    ) => void,
    /** A price as the oracle keeps it; 0 makes it missing. */
    setPrice(pool: VenusPool, vToken: Address, price: bigint): void {
      const { oracle } = pool;
      chain.send(setVenusPrice({ from: people.keeper, oracle, vToken, price }));
    },
    readPrice: (pool: VenusPool, vToken: Address): Promise<bigint> =>
      chain.client.readContract({
        address: pool.oracle,
        abi: localVenusOracleAbi,
        functionName: "getUnderlyingPrice",
        args: [vToken],
      }),
    /** An account's debt as the next block finds it, in a pool that counts blocks. */
    readNextDebt: (vToken: Address, account: Address): Promise<bigint> =>
      chain.client.readContract({
        address: vToken,
        abi: vTokenAdminAbi,
        functionName: "borrowBalanceCurrent",
        args: [account],
        blockTag: "pending",
      }),
    /** vTokens and booked debt of an account. */
    async readAccount(vToken: Address, account: Address) {
      const contract = { address: vToken, abi: vTokenAdminAbi, args: [account] } as const;
      const read = chain.client.readContract;
      const [tokens, debt] = await Promise.all([
        read({ ...contract, functionName: "balanceOf" }),
        read({ ...contract, functionName: "borrowBalanceStored" }),
      ]);
      return { tokens, debt };
    },
  };
}
