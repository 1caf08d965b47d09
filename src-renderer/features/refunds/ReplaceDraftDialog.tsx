import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { t } from "#renderer/i18n/t.ts";

/** A draft for the same record is kept already: it is not overwritten without a word. */
export function ReplaceDraftDialog({
  recordNo,
  onClose,
  onReplace,
}: {
  recordNo: string;
  onClose: () => void;
  onReplace: () => void;
}) {
  return (
    <DialogFrame
      title={t("refunds:draft.replaceTitle", { no: recordNo })}
      say={t("refunds:nothingYet")}
      onClose={onClose}
      buttons={
        <>
          <Button data-autofocus onClick={onClose}>
            {t("refunds:draft.keep")}
          </Button>
          <Button
            variant="primary"
            onClick={() => {
              onClose();
              onReplace();
            }}
          >
            {t("refunds:draft.replace")}
          </Button>
        </>
      }
    >
      <p>{t("refunds:draft.replaceSays")}</p>
    </DialogFrame>
  );
}
