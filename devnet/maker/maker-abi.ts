import { parseAbi } from "viem";

/** What a scenario calls and a comparison reads: contracts of dss, as in out/mcd/*.abi of @makerdao/testchain 1.1.32. */
export const vatAbi = parseAbi([
  "function hope(address usr)",
  "function flux(bytes32 ilk, address src, address dst, uint256 wad)",
  "function move(address src, address dst, uint256 rad)",
  "function frob(bytes32 i, address u, address v, address w, int256 dink, int256 dart)",
  "function fork(bytes32 ilk, address src, address dst, int256 dink, int256 dart)",
  "function ilks(bytes32 ilk) view returns (uint256 Art, uint256 rate, uint256 spot, uint256 line, uint256 dust)",
  "function urns(bytes32 ilk, address urn) view returns (uint256 ink, uint256 art)",
  "function gem(bytes32 ilk, address usr) view returns (uint256)",
  "function dai(address usr) view returns (uint256)",
  "function sin(address usr) view returns (uint256)",
  "function live() view returns (uint256)",
]);

export const jugAbi = parseAbi([
  "function drip(bytes32 ilk) returns (uint256 rate)",
  "function ilks(bytes32 ilk) view returns (uint256 duty, uint256 rho)",
  "function base() view returns (uint256)",
]);

export const spotterAbi = parseAbi([
  "function poke(bytes32 ilk)",
  "function ilks(bytes32 ilk) view returns (address pip, uint256 mat)",
]);

export const catAbi = parseAbi([
  "function bite(bytes32 ilk, address urn) returns (uint256 id)",
  "event Bite(bytes32 indexed ilk, address indexed urn, uint256 ink, uint256 art, uint256 tab, address flip, uint256 id)",
]);

export const flipAbi = parseAbi([
  "function tend(uint256 id, uint256 lot, uint256 bid)",
  "function dent(uint256 id, uint256 lot, uint256 bid)",
  "function deal(uint256 id)",
  "function bids(uint256 id) view returns (uint256 bid, uint256 lot, address guy, uint48 tic, uint48 end, address usr, address gal, uint256 tab)",
]);

export const vowAbi = parseAbi([
  "function flog(uint256 era)",
  "function heal(uint256 rad)",
  "function wait() view returns (uint256)",
]);

export const potAbi = parseAbi([
  "function drip() returns (uint256 chi)",
  "function join(uint256 wad)",
]);

export const gemJoinAbi = parseAbi([
  "function join(address usr, uint256 amt)",
  "function exit(address usr, uint256 amt)",
]);

export const gemAbi = parseAbi([
  "function deposit() payable",
  "function approve(address guy, uint256 wad) returns (bool)",
  "function transfer(address dst, uint256 wad) returns (bool)",
]);

export const cdpManagerAbi = parseAbi([
  "function open(bytes32 ilk, address usr) returns (uint256 cdp)",
  "function give(uint256 cdp, address dst)",
  "function frob(uint256 cdp, int256 dink, int256 dart)",
  "function move(uint256 cdp, address dst, uint256 rad)",
  "function shift(uint256 cdpSrc, uint256 cdpDst)",
  "function quit(uint256 cdp, address dst)",
  "function urns(uint256 cdp) view returns (address)",
  "function owns(uint256 cdp) view returns (address)",
  "function cdpi() view returns (uint256)",
]);

export const proxyRegistryAbi = parseAbi([
  "function build() returns (address proxy)",
  "function proxies(address owner) view returns (address)",
]);

export const proxyAbi = parseAbi([
  "function execute(address target, bytes data) payable returns (bytes)",
  "function setOwner(address owner)",
  "function owner() view returns (address)",
]);

/** Delegated to by a DSProxy. */
export const proxyActionsAbi = parseAbi([
  "function openLockETHAndDraw(address manager, address jug, address ethJoin, address daiJoin, bytes32 ilk, uint256 wadD) payable returns (uint256 cdp)",
  "function wipeAndFreeETH(address manager, address ethJoin, address daiJoin, uint256 cdp, uint256 wadC, uint256 wadD)",
]);

/** Parameters of Jug, Spotter and Pot. */
export const fileAbi = parseAbi([
  "function file(bytes32 ilk, bytes32 what, uint256 data)",
  "function file(bytes32 what, uint256 data)",
]);

export const endAbi = parseAbi([
  "function cage()",
  "function cage(bytes32 ilk)",
  "function skim(bytes32 ilk, address urn)",
  "function free(bytes32 ilk)",
]);

export const valueAbi = parseAbi(["function poke(bytes32 wut)"]);

export const callBatchAbi = parseAbi([
  "struct Call { address target; bytes data; }",
  "function run(Call[] calls)",
  "function runAndRevert(Call[] calls)",
  "function tryThenRun(Call[] undone, Call[] calls)",
]);
