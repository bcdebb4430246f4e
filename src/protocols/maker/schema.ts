import { index, onchainTable, primaryKey } from "ponder";

/*
 * Working rows carry the Vat's state as handlers change it; each has a version table with the state
 * after the last call of a block. Ilks are the bytes32 that the Vat uses. ink, art and gem in wad,
 * rates in ray, dai and sin in rad (10^45).
 */

/** What is one per Vat: the Jug's base fee and whether the system is live. */
export const makerSystem = onchainTable(
  "maker_system",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    baseRay: t.bigint().notNull(),
    live: t.boolean().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vat] }) }),
);

export const makerSystemVersion = onchainTable(
  "maker_system_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    baseRay: t.bigint().notNull(),
    live: t.boolean().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vat, table.blockNumber] }) }),
);

/** An ilk in the Vat, the Jug and the Spotter. */
export const makerIlk = onchainTable(
  "maker_ilk",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    ilk: t.hex().notNull(),
    /** Total normalised debt. */
    totalArt: t.bigint().notNull(),
    /** As the Vat has stored it, 0 before Vat.init: fees since `dripAtSeconds` are not in it. */
    rateRay: t.bigint().notNull(),
    /** Price with safety margin, DAI per unit of the gem. */
    spotRay: t.bigint().notNull(),
    /** Fee per second, 0 before Jug.init. */
    dutyRay: t.bigint().notNull(),
    dripAtSeconds: t.bigint().notNull(),
    /** Liquidation ratio, 0 before the Spotter has one. */
    matRay: t.bigint().notNull(),
    /** Debts of an urn below it are not allowed, DAI × 10^45. */
    dustRad: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vat, table.ilk] }) }),
);

export const makerIlkVersion = onchainTable(
  "maker_ilk_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    ilk: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    totalArt: t.bigint().notNull(),
    rateRay: t.bigint().notNull(),
    spotRay: t.bigint().notNull(),
    dutyRay: t.bigint().notNull(),
    dripAtSeconds: t.bigint().notNull(),
    matRay: t.bigint().notNull(),
    dustRad: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.vat, table.ilk, table.blockNumber] }),
  }),
);

/** The token behind an ilk, read from the first GemJoin that slipped it. */
export const makerGemJoin = onchainTable(
  "maker_gem_join",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    ilk: t.hex().notNull(),
    join: t.hex().notNull(),
    gem: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vat, table.ilk] }) }),
);

/** An urn: collateral and normalised debt of one address in one ilk. */
export const makerUrn = onchainTable(
  "maker_urn",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    ilk: t.hex().notNull(),
    urn: t.hex().notNull(),
    ink: t.bigint().notNull(),
    art: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vat, table.ilk, table.urn] }) }),
);

export const makerUrnVersion = onchainTable(
  "maker_urn_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    ilk: t.hex().notNull(),
    urn: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    ink: t.bigint().notNull(),
    art: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.vat, table.ilk, table.urn, table.blockNumber],
    }),
    byUrn: index("maker_urn_version_urn").on(table.chainId, table.urn),
    byBlock: index("maker_urn_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** Collateral of an address that is in the Vat and in no urn. */
export const makerGem = onchainTable(
  "maker_gem",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    ilk: t.hex().notNull(),
    holder: t.hex().notNull(),
    gem: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vat, table.ilk, table.holder] }) }),
);

export const makerGemVersion = onchainTable(
  "maker_gem_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    ilk: t.hex().notNull(),
    holder: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    gem: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.vat, table.ilk, table.holder, table.blockNumber],
    }),
    byHolder: index("maker_gem_version_holder").on(table.chainId, table.holder),
    byBlock: index("maker_gem_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** DAI of an address inside the Vat, and unbacked debt booked to it. */
export const makerDai = onchainTable(
  "maker_dai",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    holder: t.hex().notNull(),
    daiRad: t.bigint().notNull(),
    sinRad: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vat, table.holder] }) }),
);

export const makerDaiVersion = onchainTable(
  "maker_dai_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vat: t.hex().notNull(),
    holder: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    daiRad: t.bigint().notNull(),
    sinRad: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.vat, table.holder, table.blockNumber] }),
    byHolder: index("maker_dai_version_holder").on(table.chainId, table.holder),
    byBlock: index("maker_dai_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** A CdpManager's vault: whose urn it is. */
export const makerCdp = onchainTable(
  "maker_cdp",
  (t) => ({
    chainId: t.integer().notNull(),
    manager: t.hex().notNull(),
    cdp: t.bigint().notNull(),
    urn: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.manager, table.cdp] }) }),
);

/**
 * Who controls an address that acts for somebody else: the owner of a CdpManager's urn or of a
 * DSProxy, after the last change of a block.
 */
export const makerOwnerVersion = onchainTable(
  "maker_owner_version",
  (t) => ({
    chainId: t.integer().notNull(),
    holder: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    owner: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.holder, table.blockNumber] }),
    byOwner: index("maker_owner_version_owner").on(table.chainId, table.owner),
    byBlock: index("maker_owner_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** One `Bite` or `Bark`: collateral seized into an auction. Amounts in wad, the debt without penalty in rad. */
export const makerLiquidation = onchainTable(
  "maker_liquidation",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    vat: t.hex().notNull(),
    ilk: t.hex().notNull(),
    urn: t.hex().notNull(),
    ink: t.bigint().notNull(),
    art: t.bigint().notNull(),
    tabRad: t.bigint().notNull(),
    auction: t.hex().notNull(),
    auctionId: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byUrn: index("maker_liquidation_urn").on(table.chainId, table.urn),
  }),
);
