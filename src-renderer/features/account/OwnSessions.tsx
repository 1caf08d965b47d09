/** Where one is signed in, and the end of any of it but this one. */
import { Trans } from "react-i18next";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useOnline } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";

export function OwnSessions() {
  const online = useOnline();
  const sessions = useFreshCall("sessions", "mine", {}, { enabled: online });
  const { key, renew } = useIdempotencyKey();
  const end = useCommand("sessions", "endMine");
  const leave = (id: string) =>
    end.give(
      { id, idempotencyKey: key },
      {
        done: () => {
          renew();
          void sessions.refetch();
        },
        refused: renew,
      },
    );
  return (
    <Section title={t("account:sessions.title")}>
      {sessions.data === undefined ? (
        <p className="quiet">{online ? t("account:sessions.asking") : t("common:needsConnection")}</p>
      ) : (
        <FactList>
          {sessions.data.map(({ id, deviceName, startedAt, own }) => (
            <FactRow key={id} label={own ? t("account:sessions.own") : t("account:sessions.other")}>
              <Trans
                t={t}
                i18nKey="account:sessions.since"
                values={{ device: deviceName }}
                components={{ at: <TimeText at={startedAt} form="auto" /> }}
              />{" "}
              {own ? null : (
                <ActionButton
                  size="small"
                  reason={online ? null : t("common:needsConnection")}
                  busy={end.isPending}
                  aria-label={t("account:sessions.endOne", { device: deviceName })}
                  onClick={() => leave(id)}
                >
                  {t("account:sessions.end")}
                </ActionButton>
              )}
            </FactRow>
          ))}
        </FactList>
      )}
      {end.error === null ? null : <ErrorPanel {...explain(end.error)} inset />}
    </Section>
  );
}
