import { parseAbi } from "viem";

/*
 * Contracts of dss (github.com/makerdao/dss and dss-cdp-manager, ds-proxy), as deployed since November 2019; signatures as in
 * out/mcd/*.abi of @makerdao/testchain 1.1.32. Their `note` logs are anonymous, so functions are
 * listed where Ballast follows calls.
 */

export const makerVatAbi = parseAbi([
  "function init(bytes32 ilk)",
  "function file(bytes32 ilk, bytes32 what, uint256 data)",
  "function cage()",
  "function slip(bytes32 ilk, address usr, int256 wad)",
  "function flux(bytes32 ilk, address src, address dst, uint256 wad)",
  "function move(address src, address dst, uint256 rad)",
  "function frob(bytes32 i, address u, address v, address w, int256 dink, int256 dart)",
  "function fork(bytes32 ilk, address src, address dst, int256 dink, int256 dart)",
  "function grab(bytes32 i, address u, address v, address w, int256 dink, int256 dart)",
  "function heal(uint256 rad)",
  "function suck(address u, address v, uint256 rad)",
  "function fold(bytes32 i, address u, int256 rate)",
]);

export const makerJugAbi = parseAbi([
  "function init(bytes32 ilk)",
  "function file(bytes32 ilk, bytes32 what, uint256 data)",
  "function file(bytes32 what, uint256 data)",
  "function drip(bytes32 ilk) returns (uint256 rate)",
]);

export const makerSpotterAbi = parseAbi(["function file(bytes32 ilk, bytes32 what, uint256 data)"]);

export const makerCatAbi = parseAbi([
  "event Bite(bytes32 indexed ilk, address indexed urn, uint256 ink, uint256 art, uint256 tab, address flip, uint256 id)",
]);

/** Liquidations 2.0, which mainnet has had since 2021. */
export const makerDogAbi = parseAbi([
  "event Bark(bytes32 indexed ilk, address indexed urn, uint256 ink, uint256 art, uint256 due, address clip, uint256 indexed id)",
]);

export const makerCdpManagerAbi = parseAbi([
  "event NewCdp(address indexed usr, address indexed own, uint256 indexed cdp)",
  "function give(uint256 cdp, address dst)",
  "function urns(uint256 cdp) view returns (address)",
]);

export const dsProxyFactoryAbi = parseAbi([
  "event Created(address indexed sender, address indexed owner, address proxy, address cache)",
]);

export const dsProxyAbi = parseAbi(["event LogSetOwner(address indexed owner)"]);

export const makerGemJoinAbi = parseAbi([
  "function ilk() view returns (bytes32)",
  "function gem() view returns (address)",
]);
