import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function RefundsPage() {
  return <PageHeader path="WBO" title="RefundsPage" />;
}
