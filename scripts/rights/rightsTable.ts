/** docs/rights.md: who may do what, written from the one table that the service goes by (#shared/domain/permissions.ts, #shared/contract/http.ts). */
import { allEndpoints, API_BASE } from "#shared/contract/http.ts";
import { PERMISSIONS, ROLE_LABELS, ROLE_PERMISSIONS, ROLES } from "#shared/domain/permissions.ts";

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const head = (cells: readonly string[]) => [row(cells), row(cells.map(() => "---"))];

export function rightsTable(): string {
  const roles = ROLES.map((role) => ROLE_LABELS[role]);
  const permissions = PERMISSIONS.map((permission) =>
    row([permission, ...ROLES.map((role) => (ROLE_PERMISSIONS[role].includes(permission) ? "yes" : "–"))]),
  );
  const endpoints = allEndpoints().map(({ endpoint }) => {
    const who =
      endpoint.auth === "open"
        ? "everybody, without a sign-in"
        : endpoint.permission === null
          ? "everybody who is signed in"
          : ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(endpoint.permission as never))
              .map((role) => ROLE_LABELS[role])
              .join(", ") || "nobody by role";
    return row([`${endpoint.method} ${API_BASE}${endpoint.path}`, endpoint.permission ?? "none", who]);
  });
  return [
    "# Who may do what",
    "",
    "Written by `node scripts/run.mjs tool scripts/rights.ts` from the tables that the central service goes by; a test compares it. Any permission",
    "can also be given alone. Beyond these tables the service asks for two people: see docs/money-safety.md for refunds; a configuration and a",
    "right are proposed by one person and decided by another, and nobody decides on his own rights. Three endpoints ask for more than they name:",
    "the audit log refuses whoever holds none of the Audit permissions, the retention overview whoever holds neither Retention permission, and",
    "`void/drop` whoever holds neither Refund.Execute nor Refund.VoidApprove.",
    "",
    "## Permissions by role",
    "",
    ...head(["Permission", ...roles]),
    ...permissions,
    "",
    "## Endpoints",
    "",
    ...head(["Endpoint", "Permission", "Roles"]),
    ...endpoints,
    "",
  ].join("\n");
}
