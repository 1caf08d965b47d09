import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function ApprovalsPage() {
  return <PageHeader path="WBO" title="ApprovalsPage" />;
}
