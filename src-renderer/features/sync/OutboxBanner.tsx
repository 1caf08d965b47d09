/** Marks that could not be sent because a person has to decide first: where they are. It stays until each is decided. */
import { IconMailExclamation } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCall } from "#renderer/api/calls.ts";
import { Banner } from "#renderer/ui/Banner.tsx";

export function OutboxBanner() {
  const stuck = (useCall("reviews", "waiting", {}).data ?? []).filter(({ state }) => state !== "WAITING");
  if (stuck.length === 0) return null;
  return (
    <Banner tone="hold" icon={<IconMailExclamation size={17} stroke={1.75} aria-hidden="true" />}>
      <strong>
        {stuck.length === 1 ? "A review mark was not sent." : `${stuck.length} review marks were not sent.`}
      </strong>{" "}
      Look at{" "}
      {stuck.slice(0, 5).map(({ id, depositId, seen }, index) => (
        <span key={id}>
          {index === 0 ? "" : ", "}
          <Link to="/records/$id" params={{ id: depositId }}>
            {seen.recordNo}
          </Link>
        </span>
      ))}
      {stuck.length > 5 ? ` and ${stuck.length - 5} more` : ""} and decide.
    </Banner>
  );
}
