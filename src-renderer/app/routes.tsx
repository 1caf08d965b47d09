/** Every page and its address. Hash history: the page is served from one file, and back, forward and links work offline. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  type RouterHistory,
} from "@tanstack/react-router";
import { parseRecordSearch } from "#renderer/api/recordSearch.ts";
import { AccountPage } from "#renderer/features/account/AccountPage.tsx";
import { AddressesPage } from "#renderer/features/addresses/AddressesPage.tsx";
import { parseApplicationSearch } from "#renderer/features/applications/applicationSearch.ts";
import { DepositApplicationsPage } from "#renderer/features/applications/DepositApplicationsPage.tsx";
import { ApprovalsPage } from "#renderer/features/approvals/ApprovalsPage.tsx";
import { parseAuditSearch } from "#renderer/features/audit/auditSearch.ts";
import { CurrenciesPage } from "#renderer/features/configuration/CurrenciesPage.tsx";
import { PeoplePage } from "#renderer/features/people/PeoplePage.tsx";
import { LimitsPage } from "#renderer/features/configuration/LimitsPage.tsx";
import { AuditPage } from "#renderer/features/audit/AuditPage.tsx";
import { DashboardPage } from "#renderer/features/dashboard/DashboardPage.tsx";
import { DepositRecordsPage } from "#renderer/features/deposits/DepositRecordsPage.tsx";
import { KeysPage } from "#renderer/features/keys/KeysPage.tsx";
import { NoticesPage } from "#renderer/features/notices/NoticesPage.tsx";
import { RecordDetailPage } from "#renderer/features/record/RecordDetailPage.tsx";
import { RefundDetailPage } from "#renderer/features/refunds/RefundDetailPage.tsx";
import { RefundRequestPage } from "#renderer/features/refunds/RefundRequestPage.tsx";
import { RefundsPage } from "#renderer/features/refunds/RefundsPage.tsx";
import { RetentionPage } from "#renderer/features/retention/RetentionPage.tsx";
import { ScreeningPage } from "#renderer/features/screening/ScreeningPage.tsx";
import { SettingsPage } from "#renderer/features/settings/SettingsPage.tsx";
import { TriagePage } from "#renderer/features/triage/TriagePage.tsx";
import { spoken } from "#renderer/i18n/spokenLanguage.tsx";
import { Frame } from "./frame/Frame.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { PageFault } from "./PageFault.tsx";
import { SigningRoom } from "./SigningRoom.tsx";
import { parseListSearch } from "./listSearch.ts";

const root = createRootRoute({ component: Outlet, notFoundComponent: spoken(NotFoundPage) });

/** With rail and top bar. */
const frame = createRoute({ getParentRoute: () => root, id: "frame", component: spoken(Frame) });

/** Any other address: the way out stays on the screen. */
const elsewhere = createRoute({ getParentRoute: () => frame, path: "$", component: spoken(NotFoundPage) });

const index = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/records" });
  },
});

const dashboard = createRoute({ getParentRoute: () => frame, path: "/dashboard", component: spoken(DashboardPage) });
const applications = createRoute({
  getParentRoute: () => frame,
  path: "/applications",
  validateSearch: parseApplicationSearch,
  component: spoken(DepositApplicationsPage),
});
const records = createRoute({
  getParentRoute: () => frame,
  path: "/records",
  validateSearch: parseRecordSearch,
  component: spoken(DepositRecordsPage),
});
const record = createRoute({
  getParentRoute: () => frame,
  path: "/records/$id",
  validateSearch: parseRecordSearch,
  component: spoken(RecordDetailPage),
});
const triage = createRoute({
  getParentRoute: () => frame,
  path: "/triage",
  validateSearch: parseListSearch,
  component: spoken(TriagePage),
});
const retention = createRoute({ getParentRoute: () => frame, path: "/retention", component: spoken(RetentionPage) });
const refundRequest = createRoute({
  getParentRoute: () => frame,
  path: "/records/$id/refund",
  validateSearch: parseRecordSearch,
  component: spoken(RefundRequestPage),
});
const refunds = createRoute({
  getParentRoute: () => frame,
  path: "/refunds",
  validateSearch: parseListSearch,
  component: spoken(RefundsPage),
});
const refund = createRoute({
  getParentRoute: () => frame,
  path: "/refunds/$id",
  validateSearch: parseListSearch,
  component: spoken(RefundDetailPage),
});
const approvals = createRoute({
  getParentRoute: () => frame,
  path: "/approvals",
  validateSearch: parseListSearch,
  component: spoken(ApprovalsPage),
});
const addresses = createRoute({
  getParentRoute: () => frame,
  path: "/addresses",
  validateSearch: parseListSearch,
  component: spoken(AddressesPage),
});
const notices = createRoute({
  getParentRoute: () => frame,
  path: "/notices",
  validateSearch: parseListSearch,
  component: spoken(NoticesPage),
});
const audit = createRoute({
  getParentRoute: () => frame,
  path: "/audit",
  validateSearch: parseAuditSearch,
  component: spoken(AuditPage),
});
const currencies = createRoute({ getParentRoute: () => frame, path: "/currencies", component: spoken(CurrenciesPage) });
const limits = createRoute({ getParentRoute: () => frame, path: "/limits", component: spoken(LimitsPage) });
const screening = createRoute({ getParentRoute: () => frame, path: "/screening", component: spoken(ScreeningPage) });
const people = createRoute({ getParentRoute: () => frame, path: "/people", component: spoken(PeoplePage) });
const keys = createRoute({ getParentRoute: () => frame, path: "/keys", component: spoken(KeysPage) });
const account = createRoute({ getParentRoute: () => frame, path: "/account", component: spoken(AccountPage) });
const settings = createRoute({ getParentRoute: () => frame, path: "/settings", component: spoken(SettingsPage) });

/** The signing room: the whole window, no navigation, no search. */
const execute = createRoute({
  getParentRoute: () => root,
  path: "/execute/$id",
  /** what is to be signed there; the payment itself unless said otherwise */
  validateSearch: ({ purpose }: Record<string, unknown>): { purpose?: "FEE_BUMP" | "VOID" } =>
    purpose === "FEE_BUMP" || purpose === "VOID" ? { purpose } : {},
  component: spoken(SigningRoom),
});

const routeTree = root.addChildren([
  index,
  frame.addChildren([
    dashboard,
    applications,
    records,
    record,
    triage,
    retention,
    refundRequest,
    refunds,
    refund,
    approvals,
    addresses,
    notices,
    audit,
    currencies,
    limits,
    screening,
    keys,
    people,
    account,
    settings,
    elsewhere,
  ]),
  execute,
]);

export function makeRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({ routeTree, history, defaultErrorComponent: PageFault, defaultPendingMinMs: 0 });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
