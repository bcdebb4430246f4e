import { type Address, encodeFunctionData, type Hex } from "viem";
import type { Random } from "../market/create-random.ts";
import type { MakerDesk } from "./create-maker-desk.ts";
import { catAbi, fileAbi, gemAbi, spotterAbi, vatAbi } from "./maker-abi.ts";
import { bytes32, ilks, vatCalls } from "./maker-calls.ts";
import { RAD, RAY, WAD } from "./scenario/units.ts";

const kinds = [
  ...["join", "join", "exit", "draw", "draw", "draw", "wipe", "wipe"],
  ...["flux", "move", "fork", "drip", "fee", "price", "bite", "bite"],
] as const;

type MakerKind = (typeof kinds)[number];

/** Of these, what makes nobody's urn unsafe. */
export const gentleMakerKinds = ["join", "join", "exit", "wipe", "move", "drip"] as const;

/** What the ilks' dust limit asks of a debt, with room for a drip in the same block. */
const leastDebtRad = 110n * RAD;

/**
 * Queues one sensible action of somebody in an ETH ilk, by the contracts' own functions, or nothing
 * where chance asked for one that is not possible. It rests on the newest block, so a block takes one.
 * @returns the kind of what was queued.
 */
export async function actAtMakerAtRandom(
  desk: MakerDesk,
  parameters: {
    random: Random;
    actors: readonly Address[];
    /** All where they are not given. */
    kinds?: readonly MakerKind[];
  },
): Promise<MakerKind | undefined> {
  const { random, actors } = parameters;
  const { maker, people, send } = desk;
  const kind = random.pick(parameters.kinds ?? kinds);
  const name = random.pick(["ETH-A", "ETH-B"] as const);
  const ilk = bytes32(name);
  const { gem, join, pip } = desk.ilk(name);
  const actor = random.pick(actors);
  const other = random.pick(actors);
  const percent = random.bigint(1n, 80n);
  const shareOf = (amount: bigint) => (amount * percent) / 100n;
  const own = await readHolding(desk, ilk, actor);
  const { ink, art, rate, spot } = own;
  const queue = (to: Address, data: Hex, from = actor) => {
    send(from, to, data);
    return kind;
  };

  switch (kind) {
    case "join": {
      const valueWei = shareOf(20n * WAD) + random.bigint(0n, 9n);
      const deposit = encodeFunctionData({ abi: gemAbi, functionName: "deposit" });
      send(actor, gem, deposit, { valueWei });
      desk.approve(actor, gem, join);
      desk.join(actor, join, valueWei);
      return kind;
    }
    case "exit": {
      if (shareOf(own.gem) === 0n) return undefined;
      desk.exit(actor, join, shareOf(own.gem));
      return kind;
    }
    case "draw": {
      const dink = shareOf(own.gem);
      const room = (ink + dink) * spot - art * rate;
      // To the edge now and then, so that a lower price makes the urn unsafe.
      const most = room > 0n ? room / rate : 0n;
      const dart = random.chance(35) ? (most * 97n) / 100n : shareOf(most);
      const isWorthwhile = dink + dart > 0n && (art + dart) * rate >= leastDebtRad && room > 0n;
      return isWorthwhile ? queue(maker.vat, vatCalls.frob(ilk, actor, dink, dart)) : undefined;
    }
    case "wipe": {
      const payable = own.dai / rate;
      const all = payable >= art;
      const dart = all ? art : shareOf(payable);
      const left = (art - dart) * rate;
      if (dart === 0n || (!all && left < leastDebtRad)) return undefined;
      const freeable = ink - (all || spot === 0n ? 0n : left / spot + 1n);
      const dink = freeable > 0n ? shareOf(freeable) : 0n;
      return queue(maker.vat, vatCalls.frob(ilk, actor, -dink, -dart));
    }
    case "flux":
      return queue(maker.vat, vatCalls.flux(ilk, actor, other, shareOf(own.gem)));
    case "move":
      return queue(maker.vat, vatCalls.move(actor, other, shareOf(own.dai)));
    case "fork": {
      const theirs = await readHolding(desk, ilk, other);
      const bothSafe = [own, theirs].every((one) => one.ink * spot >= one.art * rate);
      if (ink === 0n || !bothSafe) return undefined;
      send(other, maker.vat, vatCalls.hope(actor));
      return queue(maker.vat, vatCalls.fork(ilk, actor, other, ink, art));
    }
    case "drip":
      desk.drip(ilk);
      return kind;
    case "fee": {
      const duty = RAY + random.bigint(0n, 8n * 10n ** 18n);
      desk.drip(ilk);
      const args = [ilk, bytes32("duty"), duty] as const;
      desk.govern(maker.jug, encodeFunctionData({ abi: fileAbi, functionName: "file", args }));
      return kind;
    }
    case "price": {
      const price = (own.priceWad * random.bigint(75n, 135n)) / 100n;
      desk.setPrice(pip, price, [ilks.ethA, ilks.ethB]);
      return kind;
    }
    case "bite": {
      for (const urn of actors) {
        const urns = await readHolding(desk, ilk, urn);
        if (urns.ink * spot >= urns.art * rate) continue;
        const args = [ilk, urn] as const;
        const bite = encodeFunctionData({ abi: catAbi, functionName: "bite", args });
        return queue(maker.cat, bite, people.keeper);
      }
      return undefined;
    }
  }
}

/** What an address has in an ilk now, and what the ilk makes of it. */
async function readHolding({ chain, maker }: MakerDesk, ilk: Hex, holder: Address) {
  const vat = { address: maker.vat, abi: vatAbi } as const;
  const read = chain.client.readContract;
  const [[, rate, spot], [ink, art], gem, dai, [, mat]] = await Promise.all([
    read({ ...vat, functionName: "ilks", args: [ilk] }),
    read({ ...vat, functionName: "urns", args: [ilk, holder] }),
    read({ ...vat, functionName: "gem", args: [ilk, holder] }),
    read({ ...vat, functionName: "dai", args: [holder] }),
    read({ address: maker.spotter, abi: spotterAbi, functionName: "ilks", args: [ilk] }),
  ]);
  return { rate, spot, ink, art, gem, dai, priceWad: (spot * mat) / RAY / 10n ** 9n };
}
