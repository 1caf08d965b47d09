import { Link } from "@tanstack/react-router";
import { t } from "#renderer/i18n/t.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";

export function NotFoundPage() {
  return (
    <EmptyState title={t("frame:notFound.title")} actions={<Link to="/records">{t("frame:notFound.go")}</Link>}>
      {t("frame:notFound.words")}
    </EmptyState>
  );
}
