import { type Address, encodeFunctionData, type Hex, numberToHex } from "viem";
import type { DevChain, MinedBlock } from "../chain/dev-chain.ts";
import type { MakerMarket } from "./deploy-maker.ts";
import {
  cdpManagerAbi,
  gemAbi,
  gemJoinAbi,
  jugAbi,
  proxyAbi,
  proxyRegistryAbi,
  spotterAbi,
  valueAbi,
} from "./maker-abi.ts";
import type { MakerRecording } from "./read-maker-recording.ts";

export type MakerPeople = Record<"alice" | "bob" | "carol" | "dave" | "keeper", Address>;

export type MakerDeskParameters = {
  chain: DevChain;
  maker: MakerMarket;
  recording: Pick<MakerRecording, "addresses">;
  people: MakerPeople;
  /** Time of a block so many seconds after the last one. */
  nextTimestamp: (seconds: number) => number;
  /** Told of each block as soon as it is mined. */
  onBlock: (block: MinedBlock) => Promise<void>;
};

export type MakerDesk = ReturnType<typeof createMakerDesk>;

/** What people do with Maker: each function queues transactions, `mine` makes a block of them. */
export function createMakerDesk(parameters: MakerDeskParameters) {
  const { chain, maker, recording, people, nextTimestamp, onBlock } = parameters;
  const { keeper } = people;

  const send = (
    from: Address,
    to: Address,
    data: Hex,
    more: { valueWei?: bigint; expectRevert?: boolean } = {},
  ): void => chain.send({ from, to, data, label: `Maker: ${data.slice(0, 10)} to ${to}`, ...more });

  return {
    ...{ chain, maker, people, send },
    /** A contract of the recording, by its name there. */
    named: (name: string): Address => recording.addresses[name]!,
    ilk: (name: string): MakerMarket["ilks"][number] =>
      maker.ilks.find((one) => one.name === name)!,
    async mine(seconds: number): Promise<MinedBlock> {
      const block = await chain.mine({ timestamp: nextTimestamp(seconds) });
      await onBlock(block);
      return block;
    },
    approve(from: Address, gem: Address, guy: Address): void {
      const args = [guy, 2n ** 255n] as const;
      send(from, gem, encodeFunctionData({ abi: gemAbi, functionName: "approve", args }));
    },
    /** Puts a token, or DAI, into the Vat. */
    join(from: Address, at: Address, amount: bigint): void {
      const args = [from, amount] as const;
      send(from, at, encodeFunctionData({ abi: gemJoinAbi, functionName: "join", args }));
    },
    exit(from: Address, at: Address, amount: bigint): void {
      const args = [from, amount] as const;
      send(from, at, encodeFunctionData({ abi: gemJoinAbi, functionName: "exit", args }));
    },
    /** Tokens of the recorded deployer, who made them. */
    grant(gem: Address, to: Address, amount: bigint): void {
      const args = [to, amount] as const;
      const data = encodeFunctionData({ abi: gemAbi, functionName: "transfer", args });
      send(maker.deployer, gem, data);
    },
    drip(ilk: Hex): void {
      const data = encodeFunctionData({ abi: jugAbi, functionName: "drip", args: [ilk] });
      send(keeper, maker.jug, data);
    },
    /** A new price in DAI × 10^18, taken over by the Spotter for the ilks. */
    setPrice(pip: Address, price: bigint, ilks: readonly Hex[]): void {
      const args = [numberToHex(price, { size: 32 })] as const;
      send(maker.deployer, pip, encodeFunctionData({ abi: valueAbi, functionName: "poke", args }));
      for (const ilk of ilks) {
        const data = encodeFunctionData({ abi: spotterAbi, functionName: "poke", args: [ilk] });
        send(keeper, maker.spotter, data);
      }
    },
    /** Lets a proxy delegate to a target. */
    execute(from: Address, proxy: Address, target: Address, data: Hex, valueWei = 0n): void {
      const args = [target, data] as const;
      const call = encodeFunctionData({ abi: proxyAbi, functionName: "execute", args });
      send(from, proxy, call, { valueWei });
    },
    /** The pause proxy, which every contract of the system obeys, says so. */
    govern: (to: Address, data: Hex): void => send(maker.governance, to, data),
    async urnOf(cdp: bigint): Promise<Address> {
      const urn = await chain.client.readContract({
        address: maker.cdpManager,
        abi: cdpManagerAbi,
        functionName: "urns",
        args: [cdp],
      });
      return urn.toLowerCase() as Address;
    },
    async proxyOf(owner: Address): Promise<Address> {
      const proxy = await chain.client.readContract({
        address: maker.proxyRegistry,
        abi: proxyRegistryAbi,
        functionName: "proxies",
        args: [owner],
      });
      return proxy.toLowerCase() as Address;
    },
  };
}
