export const record = {
  badge: {
    running: "Refund running",
    status: "Refund {{label}}",
    blocks: "Refund {{label}} {{blocks}}",
  },
} as const;
