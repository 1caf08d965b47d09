/** Who may pay and who may approve with which key: one's own signing key, every signer, every device key (money safety, "Keys"). */
import { useUser } from "#renderer/api/session.tsx";
import { missingRightText } from "#renderer/i18n/sayReason.ts";
import { t } from "#renderer/i18n/t.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { DeviceKeysSection } from "./DeviceKeysSection.tsx";
import { MyKeySection } from "./MyKeySection.tsx";
import { SignersSection } from "./SignersSection.tsx";
import styles from "./keys.module.css";

export function KeysPage() {
  const user = useUser();
  const may = (permission: string) => (user.permissions as readonly string[]).includes(permission);
  return (
    <div className={styles.page}>
      <PageHeader path={t("frame:places.keys.path")} title={t("keys:title")} />
      {may("Signer.Read") ? (
        <div className={styles.scroll}>
          {may("Signer.Enrol") ? <MyKeySection /> : null}
          <SignersSection />
          <DeviceKeysSection />
        </div>
      ) : (
        <EmptyState title={missingRightText("Signer.Read", user.administrators)} />
      )}
    </div>
  );
}
