import { factory } from "ponder";
import { getAbiItem } from "viem";
import { venusComptrollerAbi } from "../../../abis/venus-comptroller.ts";
import { venusVTokenAbi } from "../../../abis/venus-vtoken.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

const marketSupported = getAbiItem({ abi: venusComptrollerAbi, name: "MarketSupported" });

/** Venus' isolated pools: Comptrollers by address, their vTokens as they list them. */
export const venusContracts = (network: Network) => {
  const comptrollers = sourcesPerChain(network, ({ venus }) =>
    venus.map(({ comptroller, startBlock }) => ({ address: comptroller, startBlock })),
  );
  return {
    VenusComptroller: { abi: venusComptrollerAbi, chain: comptrollers },
    VenusVToken: {
      abi: venusVTokenAbi,
      chain: Object.fromEntries(
        Object.entries(comptrollers).map(([chainName, { address, startBlock }]) => [
          chainName,
          {
            address: factory({ address, event: marketSupported, parameter: "vToken" }),
            startBlock,
          },
        ]),
      ),
    },
  };
};
