/** What two people do about a payment or a key that does not come right by itself. */
export const repairs = {
  slot: {
    label: "Voiding the slot",
    voided: "The payment slot is used up without paying anybody. The key can pay again.",
    approve: {
      title: "Approve voiding the payment slot of {{no}}?",
      do: "Approve voiding",
      says: "Nothing was signed for this refund and the client was not paid by it; it stays what it is. The key can pay again once the replacement is mined.",
    },
    drop: {
      title: "Do not void the slot",
      do: "Do not void",
      keep: "Keep as asked",
      says: "What was asked for and approved is taken back, as long as nothing is signed. The key pays nothing else meanwhile.",
    },
  },
  queue: {
    title: "Payments and slots to withhold",
    count_one: "{{count}} waits for a second person",
    count_other: "{{count}} wait for a second person",
    asked: "{{name}} asked, <at/>",
    void: "void the unused slot, nonce {{nonce}}",
    withhold: "withhold the payment",
    look: "Look and decide",
  },
} as const;
