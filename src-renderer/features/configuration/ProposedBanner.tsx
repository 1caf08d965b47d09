import type { LimitsVersion } from "#shared/contract/configuration.ts";
import { Banner } from "#renderer/ui/Banner.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";

/** A version waits for another person's decision. */
export function ProposedBanner({ proposed }: { proposed: Omit<LimitsVersion, "kind" | "payload"> }) {
  return (
    <Banner tone="hold" inset role="note">
      <strong>Version {proposed.number} is proposed</strong> by {proposed.proposedBy.name},{" "}
      <TimeText at={proposed.proposedAt} form="auto" />
      {proposed.effectiveFrom === null ? null : (
        <>
          , to hold from <TimeText at={proposed.effectiveFrom} form="auto" />
        </>
      )}
      : {proposed.remarks}
    </Banner>
  );
}
