import { type Address, decodeEventLog, encodeFunctionData } from "viem";
import type { MinedBlock } from "../../chain/dev-chain.ts";
import type { MakerDesk } from "../create-maker-desk.ts";
import { catAbi, flipAbi } from "../maker-abi.ts";
import { ilks, vatCalls } from "../maker-calls.ts";
import { WAD } from "./units.ts";

/**
 * The price of ETH falls: first nothing but the price, then bites, two of one urn and one of a
 * vault; the first auction through both phases to its end, part of the lot goes back.
 * @returns the time of the bites.
 */
export async function liquidate(desk: MakerDesk): Promise<number> {
  const { maker, people, send, mine } = desk;
  const { alice, carol, keeper } = people;
  const { pip, flip } = desk.ilk("ETH-A");

  desk.setPrice(pip, 60n * WAD, [ilks.ethA, ilks.ethB]);
  await mine(60);
  for (const urn of [alice, alice, await desk.urnOf(1n)]) {
    const args = [ilks.ethA, urn] as const;
    send(keeper, maker.cat, encodeFunctionData({ abi: catAbi, functionName: "bite", args }));
  }
  const bites = await mine(60);
  const id = firstAuction(bites, maker.cat);

  const [, lot, , , , , , tab] = await desk.chain.client.readContract({
    address: flip,
    abi: flipAbi,
    functionName: "bids",
    args: [id],
  });
  const bid = (from: Address, functionName: "tend" | "dent", some: bigint, rad: bigint) => {
    const args = [id, some, rad] as const;
    send(from, flip, encodeFunctionData({ abi: flipAbi, functionName, args }));
  };
  for (const bidder of [carol, alice]) send(bidder, maker.vat, vatCalls.hope(flip));
  bid(carol, "tend", lot, tab / 2n);
  bid(alice, "tend", lot, tab);
  await mine(60);
  bid(carol, "dent", (lot * 9n) / 10n, tab);
  await mine(60);
  send(keeper, flip, encodeFunctionData({ abi: flipAbi, functionName: "deal", args: [id] }));
  await mine(8 * 3_600);
  return bites.timestamp;
}

function firstAuction(block: MinedBlock, cat: Address): bigint {
  const bite = block.transactions
    .flatMap(({ logs }) => logs)
    .filter(({ address }) => address.toLowerCase() === cat)
    .map((log) => decodeEventLogOrNote(log))
    .find((id) => id !== undefined);
  if (bite === undefined) throw new RangeError("No bite was logged.");
  return bite;
}

/** The auction's id, of a Bite; nothing, of the Cat's anonymous notes. */
function decodeEventLogOrNote(
  log: MinedBlock["transactions"][number]["logs"][number],
): bigint | undefined {
  try {
    return decodeEventLog({ abi: catAbi, ...log }).args.id;
  } catch {
    return undefined;
  }
}
