/**
 * Where one can go, in the guide's words. The guide spells its menu in three ways (requirements, decision 1): the breadcrumbs use
 * its words, and every spelling is found by the menu search (R2.3, R6.1, R9.1, R9.3).
 */
import {
  IconAdjustments,
  IconAlertTriangle,
  IconArchive,
  IconBell,
  IconCoins,
  IconGavel,
  IconHistory,
  IconInbox,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconReceiptRefund,
  IconSettings,
  IconShieldSearch,
  IconUserCircle,
  IconUsers,
  IconWallet,
  type Icon,
} from "@tabler/icons-react";
import type { DepositCounts } from "#shared/contract/ipc.ts";
import type { EnglishTexts } from "#shared/texts/resources.ts";
import { spokenLanguage, t } from "#renderer/i18n/t.ts";

type PlaceName = keyof EnglishTexts["frame"]["places"];

export type Place = {
  to:
    | "/dashboard"
    | "/applications"
    | "/records"
    | "/triage"
    | "/retention"
    | "/refunds"
    | "/approvals"
    | "/addresses"
    | "/notices"
    | "/keys"
    | "/audit"
    | "/currencies"
    | "/limits"
    | "/screening"
    | "/people"
    | "/account"
    | "/settings";
  /** under which its label, its path as the breadcrumb shows it, and other spellings of the guide and of habit stand in the texts */
  name: PlaceName;
  icon: Icon;
  /** without it the page says which permission is missing */
  permission: string | null;
  count?: (counts: DepositCounts) => number;
  /** a number that waits for this person is drawn loud */
  mine?: (counts: DepositCounts) => number;
  group: "work" | "self";
  /** second key after "g" */
  key: string;
};

export const PLACES: readonly Place[] = [
  {
    to: "/dashboard",
    name: "dashboard",
    icon: IconLayoutDashboard,
    permission: null,
    group: "work",
    key: "d",
  },
  {
    to: "/applications",
    name: "applications",
    icon: IconInbox,
    permission: "Deposit Application",
    count: (counts) => counts.abnormalApplications,
    group: "work",
    key: "a",
  },
  {
    to: "/records",
    name: "records",
    icon: IconListDetails,
    permission: "Deposit Records",
    group: "work",
    key: "r",
  },
  {
    to: "/triage",
    name: "triage",
    icon: IconAlertTriangle,
    permission: "Deposit Records",
    count: (counts) => counts.exceptions,
    group: "work",
    key: "x",
  },
  {
    to: "/refunds",
    name: "refunds",
    icon: IconReceiptRefund,
    permission: "Refund",
    count: (counts) => counts.refundsOpen,
    group: "work",
    key: "f",
  },
  {
    to: "/approvals",
    name: "approvals",
    icon: IconGavel,
    permission: "Refund",
    count: (counts) => counts.approvalsWaiting,
    mine: (counts) => counts.approvalsForMe,
    group: "work",
    key: "q",
  },
  {
    to: "/addresses",
    name: "addresses",
    icon: IconWallet,
    permission: "Deposit Records",
    group: "work",
    key: "w",
  },
  {
    to: "/notices",
    name: "notices",
    icon: IconBell,
    permission: "Notice.Read",
    count: (counts) => counts.noticesOpen,
    group: "work",
    key: "n",
  },
  {
    to: "/audit",
    name: "audit",
    icon: IconHistory,
    permission: null,
    group: "self",
    key: "l",
  },
  {
    to: "/currencies",
    name: "currencies",
    icon: IconCoins,
    permission: null,
    group: "self",
    key: "o",
  },
  {
    to: "/limits",
    name: "limits",
    icon: IconAdjustments,
    permission: null,
    group: "self",
    key: "m",
  },
  {
    to: "/screening",
    name: "screening",
    icon: IconShieldSearch,
    permission: null,
    group: "self",
    key: "b",
  },
  {
    to: "/retention",
    name: "retention",
    icon: IconArchive,
    permission: null,
    group: "self",
    key: "t",
  },
  {
    to: "/keys",
    name: "keys",
    icon: IconKey,
    permission: "Signer.Read",
    group: "self",
    key: "k",
  },
  {
    to: "/people",
    name: "people",
    icon: IconUsers,
    permission: "Users.Read",
    group: "self",
    key: "u",
  },
  {
    to: "/account",
    name: "account",
    icon: IconUserCircle,
    permission: null,
    group: "self",
    key: "c",
  },
  {
    to: "/settings",
    name: "settings",
    icon: IconSettings,
    permission: null,
    group: "self",
    key: "s",
  },
];

export function placeLabel({ name }: Place): string {
  return t(`frame:places.${name}.label`);
}
export function placePath({ name }: Place): string {
  return t(`frame:places.${name}.path`);
}

/** In the language that is spoken and in the guide's own: its words are known to everybody. */
function spellingsOf({ name }: Place): string[] {
  return [...new Set([spokenLanguage(), "en"])].flatMap((lng) => [
    t(`frame:places.${name}.label`, { lng }),
    ...t(`frame:places.${name}.spellings`, { lng }).split(/[;；]\s*/),
    t(`frame:places.${name}.path`, { lng }),
  ]);
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}&]+/gu, " ")
    .trim();

/** Places whose name, path or any spelling holds every word of the query, in the order of the menu. */
export function findPlaces(query: string): readonly { place: Place; spelling: string }[] {
  const words = plain(query).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  const found: { place: Place; spelling: string }[] = [];
  for (const place of PLACES) {
    const spelling = spellingsOf(place).find((text) => words.every((word) => plain(text).includes(word)));
    if (spelling !== undefined) found.push({ place, spelling });
  }
  return found;
}
