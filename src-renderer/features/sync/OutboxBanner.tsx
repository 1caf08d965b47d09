/** Marks that could not be sent because a person has to decide first: where they are. It stays until each is decided. */
import { IconMailExclamation } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import type { OutputOf } from "#renderer/api/bridge.ts";
import { useCall } from "#renderer/api/calls.ts";
import { t } from "#renderer/i18n/t.ts";
import { Banner } from "#renderer/ui/Banner.tsx";

type Stuck = OutputOf<"reviews", "waiting">[number];

/** Records that are named; the others are counted. */
const NAMED = 5;

export function OutboxBanner() {
  const stuck = (useCall("reviews", "waiting", {}).data ?? []).filter(({ state }) => state !== "WAITING");
  if (stuck.length === 0) return null;
  const records = <Records stuck={stuck.slice(0, NAMED)} />;
  return (
    <Banner tone="hold" icon={<IconMailExclamation size={17} stroke={1.75} aria-hidden="true" />}>
      <strong>{stuck.length === 1 ? t("sync:outbox.one") : t("sync:outbox.many", { marks: stuck.length })}</strong>{" "}
      {stuck.length > NAMED ? (
        <Trans t={t} i18nKey="sync:outbox.lookMore" values={{ more: stuck.length - NAMED }} components={{ records }} />
      ) : (
        <Trans t={t} i18nKey="sync:outbox.look" components={{ records }} />
      )}
    </Banner>
  );
}

function Records({ stuck }: { stuck: readonly Stuck[] }) {
  return stuck.map(({ id, depositId, seen }, index) => (
    <span key={id}>
      {index === 0 ? "" : t("ui:listSeparator")}
      <Link to="/records/$id" params={{ id: depositId }}>
        {seen.recordNo}
      </Link>
    </span>
  ));
}
