/** Who else has this record or refund open just now (feature 70). A service that does not answer this is no fault worth a word. */
import { IconEye } from "@tabler/icons-react";
import { PRESENCE_ASK_MS } from "#shared/contract/presence.ts";
import { t } from "#renderer/i18n/t.ts";
import { useFreshCall } from "./freshCall.ts";
import { useOnline } from "./session.tsx";
import styles from "./AlsoOpen.module.css";

export function AlsoOpen({ kind, id }: { kind: "deposit" | "refund"; id: string }) {
  const online = useOnline();
  const { data } = useFreshCall("presence", kind, { id }, { enabled: online, everyMs: PRESENCE_ASK_MS });
  const others = online ? (data?.others ?? []) : [];
  return (
    <span role="status" className={styles.also}>
      {others.length === 0 ? null : (
        <>
          <IconEye size={14} stroke={1.75} aria-hidden="true" />
          {t("notes:presence", { names: others.map(({ person }) => person.name).join(", ") })}
        </>
      )}
    </span>
  );
}
