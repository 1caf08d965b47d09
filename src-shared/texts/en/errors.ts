import type { ErrorCode } from "#shared/errors.ts";

/**
 * The operator's words for every error code: what happened, whether money moved where that is the question, what to do.
 * A new code does not compile until it has words.
 */
export const errors = {
  VALIDATION_FAILED: {
    title: "The central service did not accept the input.",
    advice: "Correct the fields named below and send it again.",
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    title: "The request had no key against double sending.",
    advice: "Nothing was done. Close the form, open it again and repeat; report it if it comes back.",
  },
  NOT_FOUND: {
    title: "This no longer exists, or you may not see it.",
    advice: "Go back to the list and search again.",
  },
  IDEMPOTENCY_IN_PROGRESS: {
    title: "The same request is still being worked on.",
    advice: "Nothing is done twice. Wait a moment and look at the record.",
  },
  VERSION_MISMATCH: {
    title: "Somebody changed it while you were looking.",
    advice: "Nothing was done. Compare what changed and decide again.",
  },
  PAYLOAD_TOO_LARGE: {
    title: "The request is too large.",
    advice: "Nothing was done. Shorten the texts or attach fewer files.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: "This form already sent another request.",
    advice: "Nothing more was done. Close it, look at the record, and begin again if needed.",
  },
  CLIENT_UPGRADE_REQUIRED: {
    title: "This version of Deposit Desk is too old.",
    advice: "Install the new version to go on; reading still works.",
  },
  IF_MATCH_REQUIRED: {
    title: "The request did not say which version it is about.",
    advice: "Nothing was done. Open the record again and repeat; report it if it comes back.",
  },
  RATE_LIMITED: {
    title: "Too many requests in a short time.",
    advice: "Nothing was done. Wait a minute and try again.",
  },
  INTERNAL: {
    title: "Something went wrong inside the program.",
    advice: "Look at the record before repeating anything, and report the code and trace.",
  },
  SERVICE_UNAVAILABLE: {
    title: "The central service cannot answer now.",
    advice: "Look at the record before repeating; the same request is not done twice.",
  },
  INVALID_CREDENTIALS: {
    title: "User name or password is wrong.",
    advice: "Each failed attempt makes the next one wait longer.",
  },
  TOTP_REQUIRED: {
    title: "This account needs its authenticator code.",
    advice: "Enter the six digits shown by your authenticator.",
  },
  TOTP_INVALID: {
    title: "The authenticator code is wrong or already used.",
    advice: "Wait for the next code and enter it.",
  },
  TOKEN_EXPIRED: {
    title: "The session has run out.",
    advice: "Sign in again; what you had written is kept where drafts are kept.",
  },
  TOKEN_INVALID: {
    title: "The session is not valid.",
    advice: "Sign in again.",
  },
  REFRESH_INVALID: {
    title: "The session cannot be continued.",
    advice: "Sign in again.",
  },
  REFRESH_REUSED: {
    title: "This session was used from two places and has been closed everywhere.",
    advice: "Sign in again and tell an administrator.",
  },
  STEP_UP_FAILED: {
    title: "That was not your password or authenticator code.",
    advice: "Nothing was done. Enter it again.",
  },
  PERMISSION_DENIED: {
    title: "You lack the permission for this.",
    advice: "Contact an administrator.",
  },
  STEP_UP_REQUIRED: {
    title: "This needs your password or authenticator code, fresh for this one action.",
    advice: "Nothing was done. Enter it and repeat.",
  },
  DEVICE_NOT_ENROLLED: {
    title: "This workstation is not enrolled for your account.",
    advice: "Contact an administrator.",
  },
  ACCOUNT_LOCKED: {
    title: "Too many failed attempts.",
    advice: "The account is closed for a while; wait until the time shown.",
  },
  PASSWORD_WEAK: {
    title: "The new password is too weak.",
    advice: "Choose a longer one that is not in common lists.",
  },
  SELF_GRANT_FORBIDDEN: {
    title: "Nobody changes his own rights, or decides on them.",
    advice: "Ask another administrator.",
  },
  LAST_HOLDER: {
    title: "This is the last account with that role.",
    advice: "Give the role to somebody else first; nothing was changed.",
  },
  RIGHTS_CONFLICT: {
    title: "These rights do not go together in one account.",
    advice: "Nothing was changed. Read the reason and choose others.",
  },
  RIGHTS_STATE: {
    title: "This change of rights is decided already, or another one of this account waits.",
    advice: "Look at the account again.",
  },
  ALREADY_GRANTED: {
    title: "You have this permission already.",
    advice: "Sign in again if a page still says otherwise.",
  },
  DUPLICATE_REQUEST: {
    title: "The same request exists already.",
    advice: "Nothing was added.",
  },
  APPLICATION_STATE: {
    title: "The application is no longer in the state it was shown in.",
    advice: "Nothing was done. Look at it again.",
  },
  APPLICATION_NOT_DELETABLE: {
    title: "This application cannot be deleted any more.",
    advice: "A transfer was seen or its record has moved on; nothing was done.",
  },
  DEPOSIT_STATE: {
    title: "The record is no longer in the status it was shown in.",
    advice: "Nothing was done. Look at it again.",
  },
  WORK_CLAIMED: {
    title: "Somebody else works on this record.",
    advice: "Nothing was changed. Ask, or take the work over with a reason.",
  },
  DEPOSIT_NOT_CANCELLABLE: {
    title: 'Only "Wallet Address Under Verification" can be cancelled.',
    advice: "Nothing was done; the record has moved on.",
  },
  CHECKS_NOT_PASSED: {
    title: "Not only the amount stops this record.",
    advice: "Nothing was done; resolve the other cause first, or credit it to suspense for a refund.",
  },
  TRANSFER_SEEN: {
    title: "A transfer was seen while you were confirming.",
    advice: "Nothing was done; the record goes on by itself.",
  },
  CHAIN_UNAVAILABLE: {
    title: "The chain could not be asked.",
    advice: "Nothing was done, because it must be asked at the moment of acting. Try again shortly.",
  },
  ADDRESS_INVALID: {
    title: "This is not an address.",
    advice: "It must be 0x and 40 hex digits.",
  },
  ADDRESS_CHECKSUM_INVALID: {
    title: "The address has a typing error.",
    advice: "Its capital and small letters do not fit together; copy it again from the source.",
  },
  ADDRESS_FORBIDDEN: {
    title: "Money sent to this address is lost.",
    advice: "It is a zero, burn or system address; it can never be used.",
  },
  ADDRESS_STATE: {
    title: "The address is no longer in the status it was shown in.",
    advice: "Nothing was done. Look at it again.",
  },
  SIGNATURE_MISMATCH: {
    title: "The signature is not of this wallet.",
    advice: "The proof has failed; start a new one and let the client sign the new text.",
  },
  CHALLENGE_USED: {
    title: "This proof has ended already.",
    advice: "Start a new one.",
  },
  CHALLENGE_EXPIRED: {
    title: "The answer came too late for this proof.",
    advice: "Start a new one.",
  },
  WRONG_SENDER: {
    title: "The payment came from another wallet.",
    advice: "The proof has failed; start a new one.",
  },
  WRONG_AMOUNT: {
    title: "Another amount was paid than was asked for.",
    advice: "The proof has failed; start a new one.",
  },
  DEPOSIT_NOT_CREDITED: {
    title: 'Only "Credited" can be refunded.',
    advice: "Nothing was done; the record has another status now.",
  },
  REFUND_ALREADY_OPEN: {
    title: "A refund is already running for this record.",
    advice: "Nothing was added; open the running one.",
  },
  REFUND_STATE: {
    title: "The refund is no longer in the status it was shown in.",
    advice: "Nothing was done. Look at it again.",
  },
  REFUND_DISABLED: {
    title: "Refunds of this currency are switched off.",
    advice: "Nothing was done. Ask who keeps the currency configuration.",
  },
  REFUND_ADDRESS_NOT_VERIFIED: {
    title: "The refund address is not Verified.",
    advice: "Nothing was done. Verify the address first.",
  },
  ADDRESS_NOT_THIS_CUSTOMER: {
    title: "The refund address belongs to another client.",
    advice: "Nothing was done. Choose a Verified address of this client.",
  },
  ADDRESS_IN_COOLDOWN: {
    title: "The address was verified too recently.",
    advice: "Nothing was done. Wait until its cool-down is over.",
  },
  NETWORK_MISMATCH: {
    title: "The network is not the deposit's network.",
    advice: "Nothing was done. A refund goes back on the network it came from.",
  },
  AMOUNT_INVALID: {
    title: "The amount is not right.",
    advice: "Write digits with a point, more than zero, for example 1250.5.",
  },
  AMOUNT_EXCEEDS_DEPOSIT: {
    title: "The amount is more than the deposit.",
    advice: "Nothing was done. Lower it to the deposit amount or less.",
  },
  ADJUSTMENT_REASON_REQUIRED: {
    title: "The amount differs from the deposit and no reason is given.",
    advice: "State the reason for the adjustment.",
  },
  REMAINDER_REQUIRED: {
    title: "Part of the deposit would stay behind.",
    advice: "State what becomes of the rest.",
  },
  IDENTITY_CHECK_INCOMPLETE: {
    title: "The identity check is not complete.",
    advice: "Answer every question of the checklist.",
  },
  SCREENING_LIST_STALE: {
    title: "The screening list is older than its limit.",
    advice: "Nothing was paid. Have a newer list imported and approved under Screening, then execute again.",
  },
  SCREENING_LIST_MISSING: {
    title: "No screening list is in force.",
    advice: "Nothing was done. Have a list imported and approved under Screening, then do it again.",
  },
  SCREENING_HIT: {
    title: "Screening has found a match.",
    advice: "Nothing was done. Compliance decides how to go on.",
  },
  SELF_APPROVAL_FORBIDDEN: {
    title: "Your own request.",
    advice: "Another supervisor must decide.",
  },
  ALREADY_DECIDED: {
    title: "You have decided this already.",
    advice: "Another supervisor must decide.",
  },
  INTENT_MISMATCH: {
    title: "The refund is no longer what was shown.",
    advice: "Nothing was done. Read it again from the beginning.",
  },
  SIGNATURE_INVALID: {
    title: "The signature does not fit.",
    advice: "Nothing was done. Report the code; do not try another way.",
  },
  DEVICE_KEY_UNKNOWN: {
    title: "This workstation's approval key is not known.",
    advice: "Nothing was done. Have the key enrolled and endorsed first.",
  },
  DEVICE_KEY_STATE: {
    title: "The approval key is not active.",
    advice: "Nothing was done. Have it endorsed by another supervisor.",
  },
  SELF_ENDORSEMENT_FORBIDDEN: {
    title: "Your own key.",
    advice: "Another supervisor must endorse it.",
  },
  APPROVAL_EXPIRED: {
    title: "The approval has run out.",
    advice: "No money moved. The refund must be requested again.",
  },
  EXECUTOR_IS_REQUESTER: {
    title: "Your own request.",
    advice: "Another person must execute it. No money moved.",
  },
  EXECUTOR_IS_APPROVER: {
    title: "You approved this large amount.",
    advice: "A third person must execute it. No money moved.",
  },
  REFUND_CLAIMED: {
    title: "Somebody else is executing this refund.",
    advice: "No money was moved by you. Wait until the claim is released.",
  },
  LEASE_LOST: {
    title: "Your claim has run out.",
    advice: "Look at the refund: if a signature was recorded it goes on by itself, otherwise claim it again.",
  },
  SIGNER_NOT_APPROVED: {
    title: "This signing key is not approved for payments.",
    advice: "No money moved. A supervisor must approve the key.",
  },
  SIGNER_STATE: {
    title: "The signing key is no longer in the state it was shown in.",
    advice: "Nothing was done. Look at it again.",
  },
  SIGNER_HAS_OPEN_SLOTS: {
    title: "An older refund of this signing key is not finished.",
    advice:
      "No money moved. Execute the older refund first; if it has ended, its payment slot must be voided or the key taken out of use.",
  },
  NONCE_AHEAD: {
    title: "A paying key has sent payments that the central service does not know of.",
    advice:
      "No money moved. The service may have been restored from an older backup: nothing is paid on this network until two people have compared those payments with the refunds and settled them.",
  },
  CONFIGURATION_STATE: {
    title: "This version is no longer in the state it was shown in, or another proposal waits.",
    advice: "Nothing was changed. Look at the page again.",
  },
  CONFIGURATION_UNSOUND: {
    title: "These rules cannot hold.",
    advice: "Nothing was proposed or approved. Read the reason and correct them.",
  },
  CODE_EXISTS: {
    title: "There is one with this code or name already.",
    advice: "Change that one instead, or take another name.",
  },
  CONTRACT_IMMUTABLE: {
    title: "The contract of a currency never changes: its records name it.",
    advice: "Configure another currency.",
  },
  DECIMALS_IMMUTABLE: {
    title: "The decimals of a currency never change: its records count by them.",
    advice: "Configure another currency.",
  },
  LIMITS_UNSOUND: {
    title: "These limits contradict each other.",
    advice: "Nothing was proposed. Read the reason and correct them.",
  },
  VELOCITY_CAP: {
    title: "The limit of this signing key for today is reached.",
    advice: "No money moved. Go on tomorrow or with another key.",
  },
  SIGNED_TX_MISMATCH: {
    title: "The signed transaction differs from what was approved and was refused.",
    advice: "No money moved. Stop and report the code.",
  },
  TX_HASH_MISMATCH: {
    title: "The transaction hash differs from the recorded one.",
    advice: "Nothing was added. Stop and report the code.",
  },
  TX_MAY_STILL_CONFIRM: {
    title: "The payment may still arrive.",
    advice: "Nothing was done, because paying again could pay twice. Wait for the chain.",
  },
  REORG_DETECTED: {
    title: "The chain has reorganised.",
    advice: "Nothing was done. Confirmations are counted again from the new block.",
  },
  CONFIRMATIONS_INSUFFICIENT: {
    title: "There are not enough confirmations yet.",
    advice: "Nothing was done. The system goes on by itself.",
  },
  SYNC_RESET_REQUIRED: {
    title: "The copy on this computer must be made anew.",
    advice: "It begins by itself; everything stays at the central service.",
  },
  CURSOR_INVALID: {
    title: "This list has changed too much to go on from here.",
    advice: "Load it again from the beginning.",
  },
  INPUT_INVALID: {
    title: "The form sent something the program does not accept.",
    advice: "Nothing was done. Correct the fields named below.",
  },
  SENDER_REFUSED: {
    title: "The request came from the wrong window and was refused.",
    advice: "Restart the program and report the code.",
  },
  NOT_SIGNED_IN: {
    title: "Nobody is signed in.",
    advice: "Sign in to go on.",
  },
  OFFLINE: {
    title: "There is no connection to the central service.",
    advice: "Nothing was sent and nothing is queued. Try again when connected.",
  },
  TIMEOUT: {
    title: "The answer did not come in time.",
    advice: "The action may or may not have been done; look at the record. Repeating the same request is safe.",
  },
  OFFLINE_ACCESS_OVER: {
    title: "Records cannot be read here without the central service.",
    advice: "Nothing is lost; connect and enter your password again.",
  },
  RESPONSE_INVALID: {
    title: "The central service answered something unexpected.",
    advice: "Look at the record before repeating, and report the code.",
  },
  CONFIG_INVALID: {
    title: "The settings of this computer are not valid.",
    advice: "Correct config.json as the message says and start again.",
  },
  KEYCHAIN_UNAVAILABLE: {
    title: "The keychain of this computer cannot be used.",
    advice: "Unlock it or sign in to the desktop again; the program keeps no secret anywhere else.",
  },
  KEYCHAIN_SECRET_MISSING: {
    title: "A secret is missing in the keychain.",
    advice: "Sign in again; a signing key must be restored from its backup.",
  },
  CACHE_KEY_WRONG: {
    title: "The copy on this computer cannot be opened with its key.",
    advice: "It can be made anew; everything stays at the central service.",
  },
  CACHE_DAMAGED: {
    title: "The copy on this computer is damaged.",
    advice: "It can be made anew; everything stays at the central service.",
  },
  CACHE_FROM_FUTURE: {
    title: "The copy on this computer was made by a newer version.",
    advice: "Install the newer version, or have the copy made anew.",
  },
  DISK_FULL: {
    title: "The disk is full.",
    advice: "Nothing was done. Free some space and try again.",
  },
  JOURNAL_UNAVAILABLE: {
    title: "The payment journal of this computer cannot be written, or cannot be trusted.",
    advice:
      "No money moved, and nothing is signed here until that is settled: leave its file where it is and call whoever keeps this computer, with the code.",
  },
  NODE_UNREACHABLE: {
    title: "The chain's node cannot be reached.",
    advice: "Try again shortly; a payment already broadcast goes on by itself.",
  },
  NODE_QUORUM_LOST: {
    title: "The chain's nodes do not agree.",
    advice: "Nothing was done. Wait until most of them answer the same.",
  },
  NODE_WRONG_CHAIN: {
    title: "The node belongs to another chain.",
    advice: "No money moved. Correct the node's address in the settings.",
  },
  FEE_ABOVE_CAP: {
    title: "The network fee is above the approved limit.",
    advice: "No money moved. Wait for a lower fee or have a new limit approved.",
  },
  BALANCE_TOO_LOW: {
    title: "The paying wallet does not hold enough.",
    advice: "No money moved. Have it funded, then claim the refund again.",
  },
  SIMULATION_FAILED: {
    title: "The payment would fail on the chain.",
    advice: "No money moved. Read the cause and check the address.",
  },
  LOG_BROKEN: {
    title: "The central audit log is not the one that this computer has seen.",
    advice:
      "It was cut, changed, or restored from an older backup. No money moved, and nothing is signed here until compliance has compared every payment since with the chain.",
  },
  REVIEW_CHANGED: {
    title: "What you reviewed has changed.",
    advice: "No money moved. Go back and review it again.",
  },
  REVIEW_NOT_CONFIRMED: {
    title: "The last 6 characters do not fit the address.",
    advice: "No money moved. Read the address and type them again.",
  },
  SIGNER_NOT_ENROLLED: {
    title: "This workstation holds no signing key of yours.",
    advice: "No money moved. Enrol a key first.",
  },
  SIGNER_PIN_WRONG: {
    title: "The signing PIN is wrong.",
    advice: "No money moved. Enter it again; each failed attempt makes the next one wait longer.",
  },
  SIGNER_PIN_WEAK: {
    title: "This PIN is too easy to guess.",
    advice: "Choose at least six digits that are no row and no repetition.",
  },
  SIGNER_REFUSED: {
    title: "The signer refused, because the payment is not what was approved.",
    advice: "No money moved. Stop and report the code.",
  },
  SIGNER_CRASHED: {
    title: "The signer stopped.",
    advice: "If a signature was recorded, the same bytes are sent; no second payment can be made. Look at the refund.",
  },
  BROADCAST_UNKNOWN: {
    title: "Broadcast result unknown.",
    advice: "The signed payment may or may not be on its way. Do not make a new refund; the same bytes are sent again.",
  },
} as const satisfies Record<ErrorCode, { title: string; advice: string }>;
