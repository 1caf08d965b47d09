export const native = {} as const;
