import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function RefundDetailPage() {
  return <PageHeader path="WBO" title="RefundDetailPage" />;
}
