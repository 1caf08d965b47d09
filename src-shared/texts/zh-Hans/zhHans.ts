/** All texts in Simplified Chinese. Terms: docs/glossary.md. */
import { account } from "./account.ts";
import { addresses } from "./addresses.ts";
import { api } from "./api.ts";
import { applications } from "./applications.ts";
import { approvals } from "./approvals.ts";
import { audit } from "./audit.ts";
import { codes } from "./codes.ts";
import { common } from "./common.ts";
import { configuration } from "./configuration.ts";
import { dashboard } from "./dashboard.ts";
import { deposits } from "./deposits.ts";
import { errors } from "./errors.ts";
import { execution } from "./execution.ts";
import { frame } from "./frame.ts";
import { keys } from "./keys.ts";
import { native } from "./native.ts";
import { notices } from "./notices.ts";
import { papers } from "./papers.ts";
import { people } from "./people.ts";
import { reasons } from "./reasons.ts";
import { record } from "./record.ts";
import { refunds } from "./refunds.ts";
import { outlook } from "./outlook.ts";
import { request } from "./request.ts";
import { evidence } from "./evidence.ts";
import { rules } from "./rules.ts";
import { repairs } from "./repairs.ts";
import { session } from "./session.ts";
import { settings } from "./settings.ts";
import { retention } from "./retention.ts";
import { words } from "./words.ts";
import { triage } from "./triage.ts";
import { sync } from "./sync.ts";
import { ui } from "./ui.ts";
import { screening } from "./screening.ts";
import { notes } from "./notes.ts";

export const zhHans = {
  common,
  codes,
  errors,
  api,
  words,
  ui,
  frame,
  session,
  sync,
  settings,
  account,
  papers,
  people,
  dashboard,
  deposits,
  reasons,
  evidence,
  rules,
  record,
  refunds,
  repairs,
  request,
  outlook,
  execution,
  approvals,
  addresses,
  applications,
  configuration,
  keys,
  notices,
  audit,
  native,
  retention,
  triage,
  screening,
  notes,
};
