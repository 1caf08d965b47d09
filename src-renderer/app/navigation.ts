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
  IconUserCircle,
  IconUsers,
  IconWallet,
  type Icon,
} from "@tabler/icons-react";
import type { DepositCounts } from "#shared/contract/ipc.ts";

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
    | "/people"
    | "/account"
    | "/settings";
  label: string;
  icon: Icon;
  /** the path as the breadcrumb shows it */
  path: string;
  /** other spellings of the guide and of habit, for the menu search */
  spellings: readonly string[];
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
    label: "Dashboard",
    icon: IconLayoutDashboard,
    path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Dashboard",
    spellings: ["Overview", "Waiting work", "Charts"],
    permission: null,
    group: "work",
    key: "d",
  },
  {
    to: "/applications",
    label: "Applications",
    icon: IconInbox,
    path: "WBO - VA Clearing Management - Deposits & Withdrawals - Deposit Application",
    spellings: ["VA Clearing Management", "Deposits & Withdrawals", "Deposit Application", "Deposit Applications"],
    permission: "Deposit Application",
    count: (counts) => counts.abnormalApplications,
    group: "work",
    key: "a",
  },
  {
    to: "/records",
    label: "Records",
    icon: IconListDetails,
    path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Deposit Records",
    spellings: [
      "Virtual Asset Management - Deposit/Withdrawal - Deposit",
      "Deposit Records",
      "Coin Deposit Records",
      "Deposits & Withdrawals",
      "Deposit module",
    ],
    permission: "Deposit Records",
    group: "work",
    key: "r",
  },
  {
    to: "/triage",
    label: "Exceptions",
    icon: IconAlertTriangle,
    path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Exceptions",
    spellings: ["Exception handling", "Triage", "On Hold", "Blocked", "Work claims"],
    permission: "Deposit Records",
    count: (counts) => counts.exceptions,
    group: "work",
    key: "x",
  },
  {
    to: "/refunds",
    label: "Refunds",
    icon: IconReceiptRefund,
    path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Refunds",
    spellings: ["Refund Records", "Execute Refund"],
    permission: "Refund",
    count: (counts) => counts.refundsOpen,
    group: "work",
    key: "f",
  },
  {
    to: "/approvals",
    label: "Approvals",
    icon: IconGavel,
    path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Refunds - Approvals",
    spellings: ["Approval Queue", "Approve Refund"],
    permission: "Refund",
    count: (counts) => counts.approvalsWaiting,
    mine: (counts) => counts.approvalsForMe,
    group: "work",
    key: "q",
  },
  {
    to: "/addresses",
    label: "Addresses",
    icon: IconWallet,
    path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Customer Wallet Address",
    spellings: ["Customer Wallet Address", "Wallet Addresses", "Address Verification"],
    permission: "Deposit Records",
    group: "work",
    key: "w",
  },
  {
    to: "/notices",
    label: "Notices",
    icon: IconBell,
    path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Refunds - Customer Notices",
    spellings: ["Notify customer (offline)", "Notify the user"],
    permission: "Notice.Read",
    count: (counts) => counts.noticesOpen,
    group: "work",
    key: "n",
  },
  {
    to: "/audit",
    label: "Audit",
    icon: IconHistory,
    path: "WBO - Audit Log",
    spellings: ["Audit log", "Operation log", "Evidence", "History of operations"],
    permission: null,
    group: "self",
    key: "l",
  },
  {
    to: "/currencies",
    label: "Currencies",
    icon: IconCoins,
    path: "WBO - Cryptocurrency Configuration - Currencies and Networks",
    spellings: ["Cryptocurrency Configuration", "Networks", "Minimum deposit", "Confirmations", "Tokens"],
    permission: null,
    group: "self",
    key: "o",
  },
  {
    to: "/limits",
    label: "Limits",
    icon: IconAdjustments,
    path: "WBO - Cryptocurrency Configuration - Limits of Refunds",
    spellings: ["Cryptocurrency Configuration", "Fee cap", "Approval bands", "Velocity"],
    permission: null,
    group: "self",
    key: "m",
  },
  {
    to: "/retention",
    label: "Retention",
    icon: IconArchive,
    path: "WBO - Retention",
    spellings: ["Legal hold", "Purge", "How long records are kept"],
    permission: null,
    group: "self",
    key: "t",
  },
  {
    to: "/keys",
    label: "Signing key",
    icon: IconKey,
    path: "WBO - Signing Key",
    spellings: ["Payment key", "Signer"],
    permission: "Signer.Read",
    group: "self",
    key: "k",
  },
  {
    to: "/people",
    label: "People",
    icon: IconUsers,
    path: "WBO - People and Rights",
    spellings: ["Users", "Accounts", "Roles", "Permissions of others", "Access requests"],
    permission: "Users.Read",
    group: "self",
    key: "u",
  },
  {
    to: "/account",
    label: "Account",
    icon: IconUserCircle,
    path: "WBO - Account",
    spellings: ["Permissions", "Request access", "My rights"],
    permission: null,
    group: "self",
    key: "c",
  },
  {
    to: "/settings",
    label: "Settings",
    icon: IconSettings,
    path: "WBO - Settings",
    spellings: ["Synchronisation", "Sync status", "Theme", "Density", "Time zone", "Version"],
    permission: null,
    group: "self",
    key: "s",
  },
];

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9&]+/g, " ")
    .trim();

/** Places whose name, path or any spelling holds every word of the query, in the order of the menu. */
export function findPlaces(query: string): readonly { place: Place; spelling: string }[] {
  const words = plain(query).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  const found: { place: Place; spelling: string }[] = [];
  for (const place of PLACES) {
    const spelling = [place.label, ...place.spellings, place.path].find((text) =>
      words.every((word) => plain(text).includes(word)),
    );
    if (spelling !== undefined) found.push({ place, spelling });
  }
  return found;
}
