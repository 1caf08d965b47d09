export const common = {
  product: "Deposit Desk",
  needsConnection: "This needs a connection.",
} as const;
