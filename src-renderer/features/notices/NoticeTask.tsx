/** One task: whom, what to say, what was tried, and the form for the next attempt. */
import { IconCheck, IconPhone } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Trans } from "react-i18next";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useSettings } from "#renderer/api/settings.ts";
import { useUser } from "#renderer/api/session.tsx";
import { missingRightText } from "#renderer/i18n/sayReason.ts";
import { t } from "#renderer/i18n/t.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { DOCUMENT_LANGUAGES } from "#shared/texts/languages.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Age, TimeText } from "#renderer/ui/TimeText.tsx";
import { dateTime } from "#renderer/ui/times.ts";
import { LetterBar } from "./LetterBar.tsx";
import { AttemptForm } from "./AttemptForm.tsx";
import { noticeScript } from "./noticeScript.ts";
import styles from "./notices.module.css";

export function NoticeTask({ refund }: { refund: Refund }) {
  const { zone } = usePreferences();
  const user = useUser();
  const { decimalsOf } = useCurrencyBook();
  const [language, setLanguage] = useState(useSettings().language);
  const script = noticeScript(refund, language, (at) => dateTime(at, zone).slice(0, -3));
  const notice = refund.notification;
  if (notice === null) return null;
  const mayRecord = user.permissions.includes("Notice.Record");
  return (
    <article className={styles.task} aria-label={t("notices:task.title", { no: refund.refundNo })}>
      <header className={styles.head}>
        <h2>
          {refund.customerName} <span className="secondary">{refund.customerNo}</span>
        </h2>
        <span className="secondary">
          {notice.status === "OPEN" ? (
            <Trans t={t} i18nKey="notices:task.openFor" components={{ age: <Age since={notice.openedAt} /> }} />
          ) : (
            t("notices:task.done")
          )}
        </span>
      </header>
      <div className={styles.scroll}>
        <Section title={t("notices:task.happened")}>
          <FactList>
            <FactRow label={t("notices:task.refund")}>
              <Trans
                t={t}
                i18nKey="notices:task.returned"
                components={{
                  refund: <RefundLink refund={refund} />,
                  quiet: <span className="quiet" />,
                  record: <DepositLink refund={refund} />,
                }}
              />
            </FactRow>
            <FactRow label={t("notices:task.amount")}>
              <Money
                amount={refund.amount}
                currency={refund.currency}
                decimals={decimalsOf(refund.currency, refund.network)}
              />
            </FactRow>
            <FactRow label={t("notices:task.to")}>
              <AddressText value={refund.refundAddress} />
            </FactRow>
            <FactRow label="TXID">
              <AddressText value={refund.txHash} />
            </FactRow>
            <FactRow label={t("notices:task.completed")}>
              <TimeText at={refund.completedAt} withZone />
            </FactRow>
          </FactList>
        </Section>
        <Section
          title={t("notices:task.say")}
          aside={
            <CopyButton text={script.letter} what={t("notices:task.asLetter")} label={t("notices:task.copyLetter")} />
          }
        >
          <LetterBar refund={refund} language={language} onLanguage={setLanguage} />
          <ol className={styles.script} lang={DOCUMENT_LANGUAGES[language]}>
            {script.spoken.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
          <p className={styles.only}>{t("notices:task.only")}</p>
        </Section>
        <Section
          title={t("notices:task.attempts")}
          aside={notice.attempts.length === 0 ? null : notice.attempts.length}
        >
          {notice.attempts.length === 0 ? (
            <p className="quiet">{t("notices:task.noAttempts")}</p>
          ) : (
            <ul className={styles.attempts}>
              {notice.attempts.map((attempt) => (
                <li key={attempt.at}>
                  {attempt.outcome === "NOT_REACHED" ? (
                    <IconPhone size={14} stroke={1.75} aria-hidden="true" />
                  ) : (
                    <IconCheck size={14} stroke={1.75} aria-hidden="true" />
                  )}
                  <span>
                    <TimeText at={attempt.notifiedAt} form="auto" /> <strong>{attempt.by.name}</strong>{" "}
                    <span className="secondary">
                      {t("notices:task.attempt", {
                        channel: t(`notices:channel.${attempt.channel}`),
                        outcome: t(`notices:outcome.${attempt.outcome}`),
                        remarks: attempt.remarks,
                      })}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Section>
        {notice.status === "DONE" ? null : mayRecord ? (
          <AttemptForm refund={refund} />
        ) : (
          <p className={styles.only}>{missingRightText("Notice.Record", user.administrators)}</p>
        )}
      </div>
    </article>
  );
}

function RefundLink({ refund }: { refund: Refund }) {
  return (
    <Link to="/refunds/$id" params={{ id: refund.id }}>
      {refund.refundNo}
    </Link>
  );
}

function DepositLink({ refund }: { refund: Refund }) {
  return (
    <Link to="/records/$id" params={{ id: refund.depositId }}>
      {refund.recordNo}
    </Link>
  );
}
