/** Below it every action that lacks a right offers to ask for it where it stands (R3.4, feature 67). */
import { useState, type ReactNode } from "react";
import { PERMISSIONS } from "#shared/domain/permissions.ts";
import { t } from "#renderer/i18n/t.ts";
import { AccessAsk } from "#renderer/ui/accessAsk.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { RequestAccess } from "./RequestAccess.tsx";

export function AccessRequests({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<string | null>(null);
  const permission = PERMISSIONS.find((one) => one === asked) ?? null;
  const close = () => setAsked(null);
  return (
    <AccessAsk value={setAsked}>
      {children}
      {permission === null ? null : (
        <DialogFrame
          title={t("notes:access.title", { right: permission })}
          say={t("notes:access.say")}
          money={false}
          onClose={close}
          buttons={<Button onClick={close}>{t("notes:access.close")}</Button>}
        >
          <RequestAccess permission={permission} />
        </DialogFrame>
      )}
    </AccessAsk>
  );
}
