/** F36: a mined payment of exactly this refund that was never registered, reached from the key that made it; written down by another than the maker. */
import { Trans } from "react-i18next";
import { useState } from "react";
import { useCommand } from "#renderer/api/command.ts";
import { t } from "#renderer/i18n/t.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { FactRow } from "#renderer/ui/Facts.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { freshVersion } from "./freshVersion.ts";
import { RepairDialog } from "./RepairDialog.tsx";

/** In these the central service takes a payment that was found. */
const TAKES: ReadonlySet<string> = new Set(["APPROVED", "NONCE_LOST"]);

export function FoundPayment({ refund, txHash }: { refund: Refund; txHash: string }) {
  const [open, setOpen] = useState(false);
  if (!TAKES.has(refund.status)) return null;
  return (
    <>
      <Banner
        tone="alert"
        role="note"
        actions={
          <Button size="small" onClick={() => setOpen(true)}>
            {t("repairs:found.open")}
          </Button>
        }
      >
        <Trans t={t} i18nKey="repairs:found.says" components={{ hash: <AddressText value={txHash} /> }} />
      </Banner>
      {open ? <Adopt refund={refund} txHash={txHash} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Adopt({ refund, txHash, onClose }: { refund: Refund; txHash: string; onClose: () => void }) {
  // The version that the person saw when the dialog opened, not one that arrived behind it.
  const [seen] = useState(refund);
  const command = useCommand("refunds", "adopt");
  return (
    <RepairDialog
      refund={seen}
      title={t("repairs:found.title", { no: seen.refundNo })}
      label={t("repairs:found.do")}
      keep={t("repairs:settle.ask.back")}
      says={[t("repairs:found.effect")]}
      textLabel={t("repairs:found.evidence")}
      textNeeded={t("repairs:found.needed")}
      needsProof
      command={command}
      give={({ text, proof, idempotencyKey }, then) =>
        command.give(
          { id: seen.id, version: freshVersion(seen, refund), txHash, evidence: text, proof, idempotencyKey },
          then,
        )
      }
      done={t("repairs:found.done")}
      onClose={onClose}
      onDone={toast}
    >
      <FactRow label={t("repairs:found.hash")}>
        <AddressText value={txHash} />
      </FactRow>
    </RepairDialog>
  );
}
