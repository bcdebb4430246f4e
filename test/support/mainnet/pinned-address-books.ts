import type { PinnedPackage } from "../../../devnet/packages/pinned-packages.ts";

const venusNetworks = ["ethereum", "arbitrumone", "basemainnet", "opmainnet"] as const;

/**
 * Packages whose addresses config/mainnet restates, because as dependencies they would weigh more
 * than those addresses: only these files of them are read, and only by tests.
 */
export const pinnedAddressBooks = {
  maker: {
    name: "@oasisdex/addresses",
    version: "0.1.92",
    integrity:
      "sha512-cj8xj7PuT9ZEVoF9IhfghRsmrW/ui/Jz3CUyCP2x3gQ5mdf6rKgMe8PPwtrpfVCgcBYWn/wpN0L9JO8EuIy8Zw==",
    files: ["lib/index.js"],
  },
  venus: {
    name: "@venusprotocol/isolated-pools",
    version: "4.4.0",
    integrity:
      "sha512-OalbpAYhtUJ9ZPHNUKDFZQcvjvRwtFeKU59weL7pUG9AUPBH9CwYhsK/M3OC7YIUmFGe5nBV554nirqCWu2SKA==",
    files: venusNetworks.flatMap((network) => [
      `deployments/${network}_addresses.json`,
      `deployments/${network}/Comptroller_Core.json`,
    ]),
  },
  perp: {
    name: "@perp/curie-deployments",
    version: "2023.4.12-1681295833590",
    integrity:
      "sha512-NJbTy3frix5AQS5Bk/littykkmQ/m1rFD5HUQG8b0SDVGsqvIsSr5NSlhwb+UGJS7EHtgxevh4P4dTPc4dN6lQ==",
    files: ["optimism/core/metadata.json"],
  },
  pyth: {
    name: "@pythnetwork/pyth-evm-js",
    version: "1.83.0",
    integrity:
      "sha512-J70IAenLckWPUi2CvbOfOcchwlja6i8d3e8sqDtRdHO1kBTwz42X6r8BU1wAtM9cb3M7i4VyHkRHHDDGqUNWyw==",
    files: ["lib/index.js"],
  },
} as const satisfies Record<string, PinnedPackage>;
