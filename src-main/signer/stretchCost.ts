/** What one guess at a signing PIN costs: the parameters of scrypt (RFC 7914). */
export type StretchCost = { readonly N: number; readonly r: number; readonly p: number };

/** About 0.4 s and 128 MiB a guess, for the vault and for the backup. Tests that are not about it take a cheaper one. */
export const FULL_COST: StretchCost = { N: 2 ** 17, r: 8, p: 1 };
