/** Chance, handed in like time. */
export type Random = {
  uuid(): string;
  /** 0 <= x < 1, for jitter only */
  fraction(): number;
  /** for keys and salts: must come from the machine's secure source in production */
  bytes(length: number): Buffer;
};
