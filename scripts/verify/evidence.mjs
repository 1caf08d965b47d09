// `npm run evidence:verify -- FILE [--anchors FILE]`: checks an evidence pack without any service. With this folder and Node alone:
// `node evidence.mjs FILE`. Prints JSON `{ok, checked, reason?}`; what the pack itself says that it does not prove goes to stderr.
import { runCommand } from "./command.mjs";
import { openPoints, verifyEvidence } from "./evidencePack.mjs";

runCommand("evidence:verify", (text, anchors) => {
  for (const point of openPoints(text)) process.stderr.write(`Not proven by this pack: ${point}\n`);
  return verifyEvidence(text, anchors);
});
