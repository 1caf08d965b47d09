/**
 * The contract's version and its history. Bump it whenever the fingerprint changes, and say in one line what changed.
 *
 * 1  First contract: accounts, applications, records, cancellation, refunds, signers, audit log and sync.
 * 2  The page may keep the backup of a signing key and take a key out of use; unlocking takes an authenticator code;
 *    a workstation tells what it refused by itself.
 * 3  Payments that do not end by themselves: a claim has a purpose (payment, higher fee, void) and says what it must outbid; withholding a payment
 *    with two people (void, void/approve, void/drop); closing one whose nonce is lost (close-unpaid); a refund says how far its withholding is.
 * 4  Wallet addresses: added by a person, proven by signed text, small payment or document, decided and revoked by another one.
 * 5  The page may pause a first sync or a rebuild.
 * 6  The record search takes filters that shut out, a thousand record numbers at once, and names those that no record has.
 * 7  Signed heads of the audit log with the proof that it only grew, the export of the whole log, evidence packs of refunds and cancellations.
 * 8  Records that the checks stopped: a proposal (deposits hold, propose), and another person's decision (refuse, release, suspense, block, unblock, reverse).
 * 9  The page searches the audit log by person, number and outcome, checks and exports it, and keeps evidence packs; it is told when the log is not the one that this computer has seen.
 * 10 Limits of refunds in versions that one person proposes and another decides on; a refund names the version it was judged under; a claim may
 *    meet an older open slot of its key.
 * 11 Rules of currencies and networks in versions that two people agree on, checked against the chain, with what a change would meet.
 * 12 The service says for how long a workstation may show its copy without it; the page is told until when.
 * 13 Accounts and their rights, given by two people and taken by one; open sessions, seen and ended.
 * 14 Review marks and remarks on records, one of each person on each record, for the version that was looked at (deposits review, reviews; permission Record.Review).
 * 15 The page marks records and reads what waits to be sent (reviews waiting, mark, again, drop); kept on the workstation while the service is away.
 * 16 A kept refund draft may hold the record as it was when it was written, to compare with when it has changed.
 * 17 The page shows rules of currencies and networks, proposes and decides; decisions on limits go the same way (configuration approve, reject, withdraw).
 * 18 The page lists accounts, proposes and decides their rights, and ends sessions (users, sessions).
 * 19 Beginning a payment is refused while the chain has transactions of a payment key that were never registered (NONCE_AHEAD); a key is compared
 *    with the chain, a payment that was found is written down (refunds adopt), the rest settled by two people (signers settlement).
 * 20 The page changes one's own password; until a first password is changed, its account may do nothing else.
 * 21 Saved views of the record list, one's own and shared ones (views; permission View.Share).
 * 22 Lists are exported as files (exports saveRecords, stop); a workstation tells the log what was taken along.
 * 23 Exceptions that wait for people by age, and who works on them (triage list, claim, takeOver, release).
 * 24 The language of the page is one of its settings.
 * 25 How long records are kept: the term, legal holds of two people, and what was purged (retention).
 * 26 The dashboard (dashboard.read).
 * 27 The page shows how long records are kept and the queue of exceptions, with legal holds and claims (retention, triage).
 * 28 The screening list in versions of two people, used only while it is fresh (screening; SCREENING_LIST_STALE).
 * 29 The service says whose letters are printed; slips and letters of a refund as PDF (papers).
 * 30 Restricted notes for holders of one right, and who else has a record or a refund open (notes, presence).
 * 31 Payments and slots that were asked to be withheld are searched for (refunds search).
 * 32 The page compares a key with the chain and settles it, and writes a found payment down (signingKey, refunds adopt).
 * 33 Without a screening list nobody is clear: a record may be NOT_SCREENED (SCREENING_LIST_MISSING).
 * 34 A log that was restored from a backup is accepted for one workstation, with an event in that log (audit acceptHead, acceptLog).
 */
export const CONTRACT_VERSION = 34;
/** What contractFingerprint() gives for this version. */
export const CONTRACT_FINGERPRINT = "9847b5c3dc37";
