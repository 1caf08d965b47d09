import { IconAlertCircle } from "@tabler/icons-react";
import type { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import { t } from "#renderer/i18n/t.ts";
import { Banner } from "#renderer/ui/Banner.tsx";

const OWN_WORDS: ReadonlySet<string> = new Set([
  "INVALID_CREDENTIALS",
  "ACCOUNT_LOCKED",
  "TOTP_REQUIRED",
  "RATE_LIMITED",
]);

/** Why signing in or unlocking was refused, in its place. `waiting`: how long one has to wait before the next try. */
export function Refusal({ error, waiting }: { error: CallError; waiting: string | null }) {
  // The service words its refusal of credentials for logs; the operator's words are enough here.
  const { title, advice, facts, detail, code } = explain(error);
  const own = OWN_WORDS.has(code);
  return (
    <Banner
      tone={code === "TOTP_REQUIRED" ? "motion" : "alert"}
      inset
      role="alert"
      icon={<IconAlertCircle size={15} aria-hidden="true" />}
    >
      <strong>{title}</strong>{" "}
      {sentences([waiting === null ? advice : t("session:tryAgainIn", { duration: waiting }), facts])}{" "}
      {own || detail === null ? null : <span lang="en">{detail} </span>}
      <span className="quiet">
        {t("ui:error.code")} {code}
      </span>
    </Banner>
  );
}
