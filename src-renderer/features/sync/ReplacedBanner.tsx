/** A local copy that could not be used was fetched again. Nothing is lost but drafts, and the person should know; it stays until it is closed. */
import { IconDatabaseExclamation } from "@tabler/icons-react";
import { useState } from "react";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { t } from "#renderer/i18n/t.ts";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";

export function ReplacedBanner({ status: { replaced } }: { status: SyncStatus }) {
  const [closed, setClosed] = useState<string | null>(null);
  if (replaced === null || replaced === closed) return null;
  return (
    <Banner
      tone="hold"
      icon={<IconDatabaseExclamation size={17} stroke={1.75} aria-hidden="true" />}
      actions={
        <Button size="small" onClick={() => setClosed(replaced)}>
          {t("sync:close")}
        </Button>
      }
    >
      {replaced}
    </Banner>
  );
}
