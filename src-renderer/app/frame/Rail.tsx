/** The left rail: places with their counts. Narrow windows show signs alone, with the words on focus and hover. */
import { IconBookmark, IconKeyboard, IconLock } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useMediaQuery } from "@mantine/hooks";
import { Fragment, type ReactElement } from "react";
import type { DepositCounts } from "#shared/contract/ipc.ts";
import { useCall } from "#renderer/api/calls.ts";
import { usePinnedViews, useSavedViews } from "#renderer/api/savedViews.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { layout } from "#renderer/theme/tokens.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { Tip } from "#renderer/ui/Tip.tsx";
import { placeLabel, PLACES, type Place } from "#renderer/app/navigation.ts";
import styles from "./Rail.module.css";

export function Rail({ onShortcuts }: { onShortcuts: () => void }) {
  const narrow = useMediaQuery(`(max-width: ${layout.railCollapseBelow - 1}px)`, false, {
    getInitialValueInEffect: false,
  });
  const { data: counts } = useCall("deposits", "counts", {});
  return (
    <nav className={styles.rail} aria-label={t("frame:menu.title")}>
      <ul className={styles.list}>
        {PLACES.filter((place) => place.group === "work").map((place) => (
          <Fragment key={place.to}>
            <Entry place={place} counts={counts} narrow={narrow} />
            {place.to === "/records" ? <PinnedViews narrow={narrow} /> : null}
          </Fragment>
        ))}
      </ul>
      <hr className={styles.line} />
      <ul className={styles.list}>
        {PLACES.filter((place) => place.group === "self").map((place) => (
          <Entry key={place.to} place={place} counts={counts} narrow={narrow} />
        ))}
      </ul>
      <Named name={t("frame:shortcuts.title")} narrow={narrow}>
        <button type="button" className={classNames(styles.entry, styles.shortcuts)} onClick={onShortcuts}>
          <IconKeyboard size={16} stroke={1.75} aria-hidden="true" />
          <span className={styles.label}>{t("frame:shortcuts.title")}</span>
          <kbd className={styles.key}>?</kbd>
        </button>
      </Named>
    </nav>
  );
}

function Entry({
  place,
  counts,
  narrow,
}: {
  place: Place;
  counts: DepositCounts | undefined;
  narrow: boolean | undefined;
}) {
  const { permissions } = useUser();
  const { pathname } = useLocation();
  const here = pathname === place.to || pathname.startsWith(`${place.to}/`);
  const allowed = place.permission === null || (permissions as readonly string[]).includes(place.permission);
  const count = counts && allowed ? (place.count?.(counts) ?? 0) : 0;
  const mine = counts && allowed ? (place.mine?.(counts) ?? 0) : 0;
  const Sign = place.icon;
  return (
    <li>
      <Named name={placeLabel(place)} narrow={narrow}>
        <Link
          to={place.to}
          className={classNames(styles.entry, here && styles.here)}
          aria-current={here ? "page" : undefined}
        >
          <Sign size={16} stroke={1.75} aria-hidden="true" />
          <span className={styles.label}>{placeLabel(place)}</span>
          {allowed ? null : (
            <span className={styles.locked}>
              <IconLock size={13} stroke={1.75} aria-hidden="true" />
              <span className="spoken">{t("frame:menu.noPermission")}</span>
            </span>
          )}
          {mine > 0 ? (
            <span className={styles.mine}>{mine}</span>
          ) : count > 0 ? (
            <span className={styles.count}>{count}</span>
          ) : null}
        </Link>
      </Named>
    </li>
  );
}

/** Saved views of the record list that this person put into the menu. */
function PinnedViews({ narrow }: { narrow: boolean | undefined }) {
  const pinned = usePinnedViews(({ ids }) => ids);
  return useSavedViews().map(({ id, name, filters }) =>
    filters === null || !pinned.includes(id) ? null : (
      <li key={id}>
        <Named name={name} narrow={narrow}>
          <Link to="/records" search={filters} className={classNames(styles.entry, styles.pinned)}>
            <IconBookmark size={14} stroke={1.75} aria-hidden="true" />
            <span className={styles.label}>{name}</span>
          </Link>
        </Named>
      </li>
    ),
  );
}

function Named({ name, narrow, children }: { name: string; narrow: boolean | undefined; children: ReactElement }) {
  return narrow === true ? (
    <Tip label={name} width="auto" position="right">
      {children}
    </Tip>
  ) : (
    children
  );
}
