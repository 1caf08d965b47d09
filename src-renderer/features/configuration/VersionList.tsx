/** Versions that were decided, newest first: by whom, when, and from when they hold. */
import type { LimitsVersion } from "#shared/contract/configuration.ts";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./configuration.module.css";

const ENDS: Readonly<Record<string, string>> = { APPROVED: "approved", REJECTED: "rejected", WITHDRAWN: "withdrawn" };

export function VersionList({ versions }: { versions: readonly Omit<LimitsVersion, "kind" | "payload">[] }) {
  const decided = versions.filter(({ status }) => status !== "PROPOSED");
  if (decided.length === 0) return null;
  return (
    <ol className={styles.versions} aria-label="Earlier versions">
      {decided.map((one) => (
        <li key={one.id}>
          <span className="numeric">{one.number}</span>
          <span>
            {ENDS[one.status] ?? one.status} by {one.decidedBy?.name ?? "–"}
            {one.decidedAt === null ? null : (
              <>
                , <TimeText at={one.decidedAt} form="auto" />
              </>
            )}
            {one.status === "APPROVED" && one.effectiveFrom !== null ? (
              <>
                , holds from <TimeText at={one.effectiveFrom} form="auto" />
              </>
            ) : null}
          </span>
          <span className="quiet">
            {one.proposedBy.name}: {one.remarks}
          </span>
        </li>
      ))}
    </ol>
  );
}
