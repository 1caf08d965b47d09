/** What a refund's page says at each moment: can money still move, what happens next by itself, what may a person do. */
export const outlook = {
  money: {
    nothingSigned: "No money can move: nothing is signed.",
    aboutToSign: "No money has moved. An executor is about to sign.",
    signed: "Money may move: the payment is signed and registered.",
    answerLost: "Money may have moved: the node's answer was lost.",
    onItsWay: "Money is on its way: the payment waits to be mined.",
    blockDropped: "Money may move again: the chain dropped the block in which the payment was.",
    sameSlot: "It can be paid at most once: every signed version of it uses the same payment slot.",
    mined: "The payment is mined.",
    minedOf: "The payment is mined: {{current}} of {{required}} confirmations.",
    forgotten: "Money may still move: no node knows the payment now, but its bytes exist.",
    slotTaken:
      "This payment was not mined: another transaction used its payment slot. While that one is not final, a reorganisation could bring this payment back.",
    failed: "The client was not paid, and this payment can never be mined any more.",
    failedNotFinal:
      "The client was not paid. Until the failed transaction is final, a reorganisation could still bring the payment back.",
    withheld: "The payment was withheld for ever: its slot is used up.",
    withheldNotFinal:
      "The payment was withheld. Until the replacement is final, a reorganisation could still bring the payment back.",
    paid: "The client is paid.",
    paidDifferently: "The transaction is mined, but did not pay what was asked: {{detail}}.",
    nothingMoved: "No money moved, and nothing of this request can move any.",
    slotUnused:
      "No money moved. The payment slot that was given to it is unused, and the key's later payments wait behind it.",
    unknown: "This version of the program does not know this status.",
  },
  next: {
    draftStays: "Nothing. A draft stays on this workstation.",
    requestExpires: "The request expires when its time for approval is over.",
    approvalExpires: "The approval expires when its time for execution is over.",
    supervisorDecides: "Nothing until a supervisor decides.",
    lockLapses:
      "If the executor's lock lapses before a signature is registered, it is Approved again with the same payment slot.",
    sentWhenReached: "The same bytes are sent as soon as a node can be reached.",
    chainAsked: "The chain is asked until it is known; nothing else is signed for it meanwhile.",
    followed: "It is followed until it is mined, or no node knows it any more.",
    eitherOne: "Either the payment or the replacement that pays nobody is mined; only one of them can be.",
    completesAt:
      "At {{required}} of {{required}} the refund becomes Completed and the record Refunded. If the chain drops the payment's block, the same bytes are sent again.",
    completes:
      "At the required confirmations the refund becomes Completed and the record Refunded. If the chain drops the payment's block, the same bytes are sent again.",
    nodesAsked: "The nodes are asked for it all the time.",
    chainWatched:
      "The chain is watched. Should this payment be mined after all, an alarm is logged and it is followed like any other; the record stays locked.",
    nothingMore: "Nothing more happens.",
    freeAfterFailed: "The record is free for a new request as soon as the failed transaction is final.",
    freeAfterReplacement: "The record is free for a new request as soon as the replacement is final.",
    watchedLonger:
      "The payment is watched for a while longer; if the chain drops it, an alarm is raised and the same bytes are sent again.",
    neverRefunded: "Nothing: it is never called Refunded.",
    slotUsedUp: "The slot is used up as soon as the transaction that pays nobody is mined.",
    centralGoesOn: "The central service goes on with it.",
  },
  people: {
    finishDraft: "Finish the request, or discard it.",
    approveOne:
      "One person other than the requester must approve it. A supervisor may reject it; the requester may withdraw it.",
    approveMany:
      "{{count}} people other than the requester must approve it. A supervisor may reject it; the requester may withdraw it.",
    execute: "An executor who did not request it may execute it.",
    clearHold: "A supervisor clears the cause, and all approvals start again, or rejects it.",
    onlyExecutor: "Only the executor who began may go on, with the same key.",
    sendAgain: "An executor may send the same bytes again.",
    sendAgainOnly: "An executor may send the same bytes again. Do not request another refund.",
    sendOrRaise: "An executor sends the same bytes again, or raises the fee on the same slot.",
    raiseOrSend: "An executor may raise the fee on the same slot, or send the same bytes again.",
    mayWithhold: "To withhold it, one person asks and another approves.",
    withholdAsked: "Withholding it was asked for: another person must approve that.",
    withholdApproved: "Withholding it is approved: an executor may sign the replacement that pays nobody.",
    waitReplacement: "Wait. An executor may send the same bytes again, or raise the replacement's fee.",
    findOut: "Find out who used the key. A supervisor closes the refund as unpaid once the other transaction is final.",
    requestAgain: "The refund may be requested again.",
    payNothing: "Nobody has to act; do not pay in any other way until then.",
    tellClient: "Tell the client offline, and record it.",
    settleOutside:
      "A supervisor must look at the transaction on the chain and settle it with the client outside this program.",
    waitSlot: "Wait. An executor may send the same bytes again.",
    voidSlot: "One person asks to void the slot, another approves, and the key's executor signs it.",
    voidAsked: "Voiding the slot was asked for: another person must approve that.",
    voidApproved: "Voiding the slot is approved: the key's executor may sign the transaction that pays nobody.",
    update: "Update the program before doing anything with this refund.",
  },
} as const;
