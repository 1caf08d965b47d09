/**
 * The contract's version and its history. Bump it whenever the fingerprint changes, and say in one line what changed.
 *
 * 1  First contract: accounts, applications, records, cancellation, refunds, signers, audit log and sync.
 * 2  The page may keep the backup of a signing key and take a key out of use; unlocking takes an authenticator code;
 *    a workstation tells what it refused by itself.
 */
export const CONTRACT_VERSION = 2;
/** What contractFingerprint() gives for this version. */
export const CONTRACT_FINGERPRINT = "0a845c2a95c7";
