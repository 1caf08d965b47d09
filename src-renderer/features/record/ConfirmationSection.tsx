/** Block confirmation progress, bound to the record's transaction and to one block (R11.3, R11.6). */
import { IconCircleCheck, IconGitBranchDeleted } from "@tabler/icons-react";
import type { DepositDetail } from "#shared/contract/ipc.ts";
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
      title="Block confirmation progress"
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
              First block {blockText(confirmations.blockNumber)}
              {deposit.transfer === null ? null : (
                <>
                  {" "}
                  · <TimeText at={deposit.transfer.blockAt} form="auto" />
                </>
              )}
            </span>
            {deposit.creditedAt === null ? null : (
              <span>
                Credited <TimeText at={deposit.creditedAt} form="auto" />
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
                ? `Orphaned, back to 0 of ${view.required}.`
                : "This transfer was orphaned before and is in another block now."}
            </strong>{" "}
            Its block left the chain at <TimeText at={confirmations.orphanedAt} form="auto" />. The count starts again
            when the transaction is in a block again; nothing is credited before {view.required} of {view.required}.
          </Banner>
        </div>
      )}
      <FactList columns={2}>
        <FactRow label="Confirmations">
          {view.current} of {view.required}
          {view.beyond > 0 ? (
            <span className="quiet"> · {view.beyond.toLocaleString("en-GB")} blocks beyond</span>
          ) : null}
        </FactRow>
        <FactRow label="Last observed">
          {confirmations.observedAt === null ? (
            <span className="quiet">Not yet</span>
          ) : (
            <>
              <TimeText at={confirmations.observedAt} form="auto" />, <Age since={confirmations.observedAt} ago />
            </>
          )}
        </FactRow>
        <FactRow label="Block number">
          {confirmations.blockNumber === null ? (
            <span className="quiet">In no block</span>
          ) : (
            blockText(confirmations.blockNumber)
          )}
        </FactRow>
        <FactRow label="Reorganisation">
          {confirmations.orphanedAt === null ? (
            confirmations.blockNumber === null ? (
              <span className="quiet">–</span>
            ) : (
              "None seen"
            )
          ) : (
            <TimeText at={confirmations.orphanedAt} form="auto" />
          )}
        </FactRow>
        <FactRow label="Block hash" wide>
          <AddressText value={confirmations.blockHash} />
        </FactRow>
        <FactRow label="Bound to TXID" wide>
          {txHash === null ? <span className="quiet">No transaction hash yet</span> : <AddressText value={txHash} />}
        </FactRow>
      </FactList>
    </Section>
  );
}
