import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";

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
      title={`Replace the kept draft for ${recordNo}?`}
      say="Nothing changes yet."
      onClose={onClose}
      buttons={
        <>
          <Button data-autofocus onClick={onClose}>
            Keep the draft
          </Button>
          <Button
            variant="primary"
            onClick={() => {
              onClose();
              onReplace();
            }}
          >
            Replace the draft
          </Button>
        </>
      }
    >
      <p>
        A half-written refund request for this record is kept on this computer. Copying the ended refund replaces what
        was written there.
      </p>
    </DialogFrame>
  );
}
