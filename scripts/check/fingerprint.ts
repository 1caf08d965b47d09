/** The contract may not change without its version saying so: compares the fingerprint with the one in version.ts. */
import { createHash } from "node:crypto";
import { contractFingerprint } from "#shared/contract/fingerprint.ts";
import { CONTRACT_FINGERPRINT, CONTRACT_VERSION } from "#shared/contract/version.ts";

const found = contractFingerprint((text) => createHash("sha256").update(text).digest("hex"));
if (found === CONTRACT_FINGERPRINT) {
  console.error(`contract version ${CONTRACT_VERSION}, fingerprint ${found}`);
} else {
  console.error(
    `The contract has changed: its fingerprint is ${found}, that of version ${CONTRACT_VERSION} is ${CONTRACT_FINGERPRINT}.\n` +
      "Raise CONTRACT_VERSION in src-shared/contract/version.ts, say there in one line what changed, and set CONTRACT_FINGERPRINT.",
  );
  process.exitCode = 1;
}
