import { findFreePort, requireFreePort } from "../bin/support/free-port.ts";

/**
 * Ports in a row from a given one, or any free ones.
 * @throws BallastError `port-busy` naming the first port that is not free.
 */
export async function chooseDevnetPorts(parameters: {
  portBase: number | undefined;
  count: number;
}): Promise<number[]> {
  const { portBase, count } = parameters;
  if (portBase === undefined) {
    const ports = new Set<number>();
    while (ports.size < count) ports.add(await findFreePort());
    return [...ports];
  }
  const ports = Array.from({ length: count }, (_, index) => portBase + index);
  for (const port of ports) {
    await requireFreePort({
      port,
      usedFor: "the local chains",
      remedy: "Stop that program or choose other ports with --port-base.",
    });
  }
  return ports;
}
