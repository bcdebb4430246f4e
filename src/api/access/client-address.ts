import { isIP, isIPv6 } from "node:net";

/**
 * Who asks, as far as the network tells: the socket's address, or what the outermost of our own proxies
 * has appended to X-Forwarded-For. What stands farther left anybody may have written. An IPv6 host has
 * a whole /64 to ask from, so that is what it is known by.
 */
export function clientAddress(parameters: {
  socketAddress: string | undefined;
  forwardedFor: string | undefined;
  /** How many proxies in front are ours. */
  trustedProxies: number;
}): string {
  const { socketAddress = "unknown", forwardedFor, trustedProxies } = parameters;
  if (trustedProxies === 0 || forwardedFor === undefined) return networkOf(socketAddress);
  const forwarded = forwardedFor.split(",").at(-trustedProxies);
  const address = forwarded === undefined ? null : hostOf(forwarded.trim());
  return networkOf(address ?? socketAddress);
}

/** An address without port or brackets; null where it is none. */
function hostOf(text: string): string | null {
  const [, bracketed, dotted] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text) ?? [];
  const address = bracketed ?? dotted ?? text;
  return isIP(address) === 0 ? null : address;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [left = "", right] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const zeros =
    right === undefined ? [] : Array(Math.max(0, 8 - head.length - tail.length)).fill("0");
  const groups = [...head, ...zeros, ...tail].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
