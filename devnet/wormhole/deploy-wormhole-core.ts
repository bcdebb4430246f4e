import { type Address, encodeFunctionData, pad, parseAbi, toHex } from "viem";
import type { DeployContract } from "../../contracts/contract-writer.ts";
import type { WormholeCoreBytecode } from "./wormhole-core-bytecode.ts";

const setupAbi = parseAbi([
  "function setup(address implementation, address[] initialGuardians, uint16 chainId, uint16 governanceChainId, bytes32 governanceContract, uint256 evmChainId)",
]);
const proxyAbi = parseAbi(["constructor(address setup, bytes initData)"]);

/** Governance messages come from contract 4 of Wormhole chain 1, as on the public networks. */
const governanceChainId = 1;
const governanceContract = pad(toHex(4), { size: 32 });

/**
 * Deploys the real Wormhole core with `guardians` as guardian set 0 and no message fee. Returns the
 * proxy's address.
 * @param parameters.evmChainId Must be the chain's own id.
 */
export async function deployWormholeCore(parameters: {
  deploy: DeployContract;
  bytecode: WormholeCoreBytecode;
  guardians: readonly Address[];
  wormholeChainId: number;
  evmChainId: number;
}): Promise<Address> {
  const { deploy, bytecode, guardians, wormholeChainId, evmChainId } = parameters;
  const setup = await deploy({ artifact: { abi: [], bytecode: bytecode.Setup }, args: [] });
  const implementation = await deploy({
    artifact: { abi: [], bytecode: bytecode.Implementation },
    args: [],
  });
  const initData = encodeFunctionData({
    abi: setupAbi,
    functionName: "setup",
    args: [
      implementation,
      guardians,
      wormholeChainId,
      governanceChainId,
      governanceContract,
      BigInt(evmChainId),
    ],
  });
  return await deploy({
    artifact: { abi: proxyAbi, bytecode: bytecode.Wormhole },
    args: [setup, initData],
  });
}
