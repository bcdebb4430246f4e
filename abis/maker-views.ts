import { parseAbi } from "viem";

/*
 * What parity compares with: contracts of dss, dss-cdp-manager and ds-proxy; signatures as in
 * out/mcd/*.abi of @makerdao/testchain 1.1.32.
 */
export const makerVatViewsAbi = parseAbi([
  "function ilks(bytes32 ilk) view returns (uint256 Art, uint256 rate, uint256 spot, uint256 line, uint256 dust)",
  "function urns(bytes32 ilk, address urn) view returns (uint256 ink, uint256 art)",
  "function gem(bytes32 ilk, address usr) view returns (uint256)",
  "function dai(address usr) view returns (uint256)",
  "function sin(address usr) view returns (uint256)",
  "function live() view returns (uint256)",
]);

export const makerJugViewsAbi = parseAbi([
  "function drip(bytes32 ilk) returns (uint256 rate)",
  "function ilks(bytes32 ilk) view returns (uint256 duty, uint256 rho)",
]);

export const makerSpotterViewsAbi = parseAbi([
  "function ilks(bytes32 ilk) view returns (address pip, uint256 mat)",
]);

export const makerCatActionsAbi = parseAbi([
  "function bite(bytes32 ilk, address urn) returns (uint256 id)",
]);

export const makerCdpManagerViewsAbi = parseAbi([
  "function urns(uint256 cdp) view returns (address)",
  "function owns(uint256 cdp) view returns (address)",
  "function first(address owner) view returns (uint256)",
  "function list(uint256 cdp) view returns (uint256 prev, uint256 next)",
]);

export const dsProxyViewsAbi = parseAbi(["function owner() view returns (address)"]);

export const dsProxyFactoryViewsAbi = parseAbi([
  "function isProxy(address proxy) view returns (bool)",
]);
