/** What is known of one version of the screening list. */
import type { Denylist } from "#shared/contract/denylist.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";

export function ListFacts({ list }: { list: Denylist }) {
  return (
    <FactList>
      <FactRow label={t("screening:facts.version")}>{list.listVersion}</FactRow>
      {list.source === "" ? null : <FactRow label={t("screening:facts.source")}>{list.source}</FactRow>}
      <FactRow label={t("screening:facts.published")}>
        <TimeText at={list.publishedAt} withZone />
      </FactRow>
      <FactRow label={t("screening:facts.goodUntil")}>
        {list.goodUntil === null ? t("screening:facts.noEnd") : <TimeText at={list.goodUntil} withZone />}
      </FactRow>
      <FactRow label={t("screening:facts.entries")}>
        <span className="numeric">{list.entryCount}</span>
      </FactRow>
      {list.sha256 === null ? null : (
        <FactRow label={t("screening:facts.hash")}>
          <AddressText value={list.sha256} />
        </FactRow>
      )}
      {list.proposedBy === null ? null : (
        <FactRow label={t("screening:facts.importedBy")}>
          {list.proposedBy.name}
          {list.proposedAt === null ? null : (
            <>
              , <TimeText at={list.proposedAt} form="auto" />
            </>
          )}
        </FactRow>
      )}
      {list.remarks === "" ? null : <FactRow label={t("screening:facts.remarks")}>{list.remarks}</FactRow>}
      {list.decidedBy === null ? null : (
        <FactRow label={t("screening:facts.decided")}>
          {list.decidedBy.name}: {list.decisionRemarks}
        </FactRow>
      )}
    </FactList>
  );
}
