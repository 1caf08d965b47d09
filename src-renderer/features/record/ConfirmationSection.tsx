/** Block confirmation progress, bound to the record's transaction and to one block (R11.3, R11.6). */
import { IconCircleCheck, IconGitBranchDeleted } from "@tabler/icons-react";
import { Trans } from "react-i18next";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ConfirmationBar } from "#renderer/ui/ConfirmationStrip.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Age, TimeText } from "#renderer/ui/TimeText.tsx";
import { blockText } from "#renderer/ui/blockText.ts";
import { confirmationView } from "./recordViews.ts";
import styles from "./record.module.css";

export function ConfirmationSection({ detail: { deposit } }: { detail: DepositDetail }) {
  const { confirmations, txHash } = deposit;
  const view = confirmationView(deposit);
  return (
    <Section
      title={t("record:confirmation.title")}
      aside={
        <span className={classNames(styles.headline, styles[view.tone])} aria-live="polite">
          {view.tone === "good" ? <IconCircleCheck size={14} stroke={1.75} aria-hidden="true" /> : null}
          {view.headline}
        </span>
      }
    >
      <div className={styles.bar}>
        <ConfirmationBar
          confirmations={{
            current: view.current,
            required: view.required,
            orphanedAt: view.orphaned && confirmations.blockNumber === null ? confirmations.orphanedAt : null,
          }}
        />
        {confirmations.blockNumber === null ? null : (
          <div className={styles.ends}>
            <span>
              {t("record:confirmation.first", { block: blockText(confirmations.blockNumber) })}
              {deposit.transfer === null ? null : (
                <>
                  {" "}
                  · <TimeText at={deposit.transfer.blockAt} form="auto" />
                </>
              )}
            </span>
            {deposit.creditedAt === null ? null : (
              <span>
                <Trans
                  t={t}
                  i18nKey="record:confirmation.credited"
                  components={{ at: <TimeText at={deposit.creditedAt} form="auto" /> }}
                />
              </span>
            )}
          </div>
        )}
      </div>
      {confirmations.orphanedAt === null ? null : (
        <div className={styles.notice}>
          <Banner tone="alert" inset icon={<IconGitBranchDeleted size={16} stroke={1.75} aria-hidden="true" />}>
            <strong>
              {view.orphaned && confirmations.blockNumber === null
                ? t("record:confirmation.orphanedNow", { required: view.required })
                : t("record:confirmation.orphanedBefore")}
            </strong>{" "}
            <Trans
              t={t}
              i18nKey="record:confirmation.leftAt"
              values={{ required: view.required }}
              components={{ at: <TimeText at={confirmations.orphanedAt} form="auto" /> }}
            />
          </Banner>
        </div>
      )}
      <FactList columns={2}>
        <FactRow label={t("record:confirmation.label")}>
          {t("record:confirmation.of", { current: view.current, required: view.required })}
          {view.beyond > 0 ? (
            <span className="quiet"> · {t("record:confirmation.beyond", { blocks: countText(view.beyond) })}</span>
          ) : null}
        </FactRow>
        <FactRow label={t("record:confirmation.observed")}>
          {confirmations.observedAt === null ? (
            <span className="quiet">{t("record:confirmation.notYet")}</span>
          ) : (
            <Trans
              t={t}
              i18nKey="record:confirmation.observedAt"
              components={{
                at: <TimeText at={confirmations.observedAt} form="auto" />,
                age: <Age since={confirmations.observedAt} ago />,
              }}
            />
          )}
        </FactRow>
        <FactRow label={t("record:confirmation.block")}>
          {confirmations.blockNumber === null ? (
            <span className="quiet">{t("record:confirmation.noBlock")}</span>
          ) : (
            blockText(confirmations.blockNumber)
          )}
        </FactRow>
        <FactRow label={t("record:confirmation.reorganisation")}>
          {confirmations.orphanedAt === null ? (
            confirmations.blockNumber === null ? (
              <span className="quiet">–</span>
            ) : (
              t("record:confirmation.noneSeen")
            )
          ) : (
            <TimeText at={confirmations.orphanedAt} form="auto" />
          )}
        </FactRow>
        <FactRow label={t("record:confirmation.blockHash")} wide>
          <AddressText value={confirmations.blockHash} />
        </FactRow>
        <FactRow label={t("record:confirmation.bound")} wide>
          {txHash === null ? (
            <span className="quiet">{t("record:confirmation.noHash")}</span>
          ) : (
            <AddressText value={txHash} />
          )}
        </FactRow>
      </FactList>
    </Section>
  );
}
