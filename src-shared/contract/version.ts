/**
 * The contract's version and its history. Bump it whenever the fingerprint changes, and say in one line what changed.
 *
 * 1  First contract: accounts, applications, records, cancellation, refunds, signers, audit log and sync.
 */
export const CONTRACT_VERSION = 1;
/** What contractFingerprint() gives for this version. */
export const CONTRACT_FINGERPRINT = "2f1b033a0f64";
