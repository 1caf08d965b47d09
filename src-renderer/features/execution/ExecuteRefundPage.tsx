import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function ExecuteRefundPage() {
  return <PageHeader path="WBO" title="ExecuteRefundPage" />;
}
