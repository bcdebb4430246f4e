import {
  createTestClient,
  encodeDeployData,
  getAddress,
  type Hex,
  http,
  publicActions,
  walletActions,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { findFreePort } from "../../bin/support/free-port.ts";
import type { DeployContract, SendCall } from "../../contracts/contract-writer.ts";
import { startAnvil } from "../../devnet/anvil/start-anvil.ts";

const mnemonic = "test test test test test test test test test test test junk";

export type TestChain = Awaited<ReturnType<typeof startTestChain>>;

/**
 * A local chain that mines a block for each transaction, with funded accounts; the first is the
 * `deployer`, which `deploy` and `call` send from.
 */
export async function startTestChain(parameters: { chainId: number; genesisTimestamp: number }) {
  const { chainId, genesisTimestamp } = parameters;
  const anvil = await startAnvil({
    chainId,
    genesisTimestamp,
    port: await findFreePort(),
    mnemonic,
    accounts: 6,
  });
  const chain = {
    id: chainId,
    name: `test ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [anvil.url] } },
  };
  const client = createTestClient({
    chain,
    mode: "anvil",
    transport: http(anvil.url),
    pollingInterval: 10,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions);
  await client.setAutomine(true);
  const accounts = Array.from({ length: 6 }, (_, addressIndex) =>
    mnemonicToAccount(mnemonic, { addressIndex }),
  );
  const deployer = accounts[0]!;

  const mined = async (hash: Hex) => {
    const receipt = await client.waitForTransactionReceipt({ hash, timeout: 20_000 });
    if (receipt.status !== "success") throw new Error(`The transaction ${hash} reverted.`);
    return receipt;
  };
  const deploy: DeployContract = async ({ artifact, args }) => {
    const data = encodeDeployData({ abi: artifact.abi, bytecode: artifact.bytecode, args });
    const receipt = await mined(await client.sendTransaction({ account: deployer, data }));
    if (!receipt.contractAddress) throw new Error("The receipt names no contract.");
    return getAddress(receipt.contractAddress);
  };
  const call: SendCall = async ({ to, data }) => {
    await mined(await client.sendTransaction({ account: deployer, to, data }));
  };
  return {
    url: anvil.url,
    chainId,
    client,
    accounts,
    deployer,
    deploy,
    call,
    mined,
    stop: anvil.stop,
  };
}
