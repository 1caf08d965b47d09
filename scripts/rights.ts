/** `node scripts/run.mjs tool scripts/rights.ts`: writes docs/rights.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { rightsTable } from "./rights/rightsTable.ts";

writeFileSync(join(import.meta.dirname, "..", "docs", "rights.md"), rightsTable());
console.error("docs/rights.md is written");
