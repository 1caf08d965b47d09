export const notices = {
  facts: {
    inFull: "Your deposit {{recordNo}} was returned in full on {{at}}.",
    inPart: "Your deposit {{recordNo}} was returned in part on {{at}}.",
    returned: "Returned: {{amount}}, to your wallet address {{address}}.",
    restKept: "Of your deposit, {{amount}} was not returned to the wallet. It was kept as a fee.",
    restStays: "Of your deposit, {{amount}} was not returned to the wallet. It stays credited to your account.",
    restOther:
      "Of your deposit, {{amount}} was not returned to the wallet. Your adviser can answer questions about it.",
    transaction: "Transaction hash: {{txHash}}.",
    reference: "Our reference: {{refundNo}}.",
    nothingToDo: "Nothing needs to be done on your side.",
  },
  script: {
    ask: "Ask for {{name}}, customer number {{number}}, and check who is speaking before anything is said.",
    end: "Nothing needs to be done. We never ask for passwords, keys or payments in such a call.",
    dear: "Dear {{name}},",
  },
  paper: {
    language: "Language of the customer",
    save: "Letter as PDF…",
    saved: "Letter of {{refundNo}} saved",
  },
} as const;
