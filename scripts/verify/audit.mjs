// `npm run audit:verify -- FILE [--anchors FILE]`: checks an exported audit log without any service. With this folder and Node alone:
// `node audit.mjs FILE`. Prints JSON `{ok, checked, firstBadSeq?, reason?}`.
import { verifyAuditLog } from "./auditLog.mjs";
import { runCommand } from "./command.mjs";

runCommand("audit:verify", verifyAuditLog);
