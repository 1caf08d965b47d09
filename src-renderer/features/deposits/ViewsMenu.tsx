/** One's own and the shared views: choose, show in the menu, put the present filters in, remove. */
import { Popover } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useRecordVocabulary } from "#renderer/api/recordVocabulary.ts";
import { type ReadView, usePinnedViews, useSavedViews } from "#renderer/api/savedViews.ts";
import { useOnline } from "#renderer/api/session.tsx";
import { printQuery } from "#shared/domain/query/printQuery.ts";
import type { RecordQuery } from "#shared/domain/query/recordFilter.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { CheckField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { SaveViewDialog } from "./SaveViewDialog.tsx";
import styles from "./ViewsMenu.module.css";

export function ViewsMenu({ filters, onOpen }: { filters: RecordQuery; onOpen: (filters: RecordQuery) => void }) {
  const views = useSavedViews();
  const online = useOnline();
  const query = printQuery(filters, useRecordVocabulary());
  const [opened, setOpened] = useState(false);
  const [saving, setSaving] = useState(false);
  return (
    <>
      <Popover
        position="bottom-end"
        offset={4}
        width={360}
        trapFocus
        returnFocus
        opened={opened}
        onChange={setOpened}
        transitionProps={{ duration: 0 }}
        classNames={{ dropdown: styles.popover ?? "" }}
      >
        <Popover.Target>
          <Button
            variant="quiet"
            size="small"
            icon={<IconBookmark size={16} stroke={1.75} aria-hidden="true" />}
            aria-haspopup="dialog"
            onClick={() => setOpened(!opened)}
          >
            {t("deposits:saved.button")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("deposits:views.title")}>
          {views.length === 0 ? (
            <p className={styles.none}>{online ? t("deposits:saved.none") : t("deposits:saved.away")}</p>
          ) : (
            <ul className={styles.list}>
              {views.map((view) => (
                <OneView
                  key={view.id}
                  view={view}
                  query={query}
                  onOpen={(chosen) => {
                    setOpened(false);
                    onOpen(chosen);
                  }}
                />
              ))}
            </ul>
          )}
          <div className={styles.foot}>
            <ActionButton
              size="small"
              reason={query === "" ? t("deposits:saved.noFilter") : online ? null : t("deposits:saved.keeperAway")}
              onClick={() => {
                setOpened(false);
                setSaving(true);
              }}
            >
              {t("deposits:saved.saveThis")}
            </ActionButton>
          </div>
        </Popover.Dropdown>
      </Popover>
      {saving ? (
        <SaveViewDialog
          query={query}
          names={views.filter(({ mine }) => mine).map(({ name }) => name)}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </>
  );
}

function OneView({ view, query, onOpen }: { view: ReadView; query: string; onOpen: (filters: RecordQuery) => void }) {
  const { id, name, shared, mayChange, filters, version } = view;
  const { key, renew } = useIdempotencyKey();
  const pinned = usePinnedViews(({ ids }) => ids.includes(id));
  const togglePin = usePinnedViews(({ toggle }) => toggle);
  const change = useCommand("views", "change");
  const remove = useCommand("views", "remove");
  const error = change.error ?? remove.error;
  return (
    <li className={styles.view}>
      {filters === null ? (
        <span className={styles.name}>{name}</span>
      ) : (
        <Button variant="link" className={styles.name} onClick={() => onOpen(filters)}>
          {name}
        </Button>
      )}
      <span className={styles.whose}>{whoseWords(view)}</span>
      <span className={styles.words} title={view.query}>
        {filters === null ? t("deposits:saved.unknown", { query: view.query }) : view.query}
      </span>
      <span className={styles.acts}>
        <CheckField label={t("deposits:saved.inMenu")} checked={pinned} onChange={() => togglePin(id)} />
        {mayChange && query !== "" && query !== view.query ? (
          <Button
            variant="link"
            onClick={() =>
              change.give(
                { id, name, shared, query, version, idempotencyKey: key },
                { done: () => toast(t("deposits:saved.changed"), name), refused: renew },
              )
            }
          >
            {t("deposits:saved.putIn")}
          </Button>
        ) : null}
        {mayChange ? (
          <Button
            variant="link"
            onClick={() =>
              remove.give(
                { id, version, idempotencyKey: key },
                { done: () => toast(t("deposits:saved.removed"), name), refused: renew },
              )
            }
          >
            {t("deposits:saved.remove")}
          </Button>
        ) : null}
      </span>
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
    </li>
  );
}

function whoseWords({ shared, mine, owner }: ReadView): string {
  if (!shared) return t("deposits:saved.yours");
  return mine ? t("deposits:saved.sharedByYou") : t("deposits:saved.sharedBy", { name: owner.name });
}
