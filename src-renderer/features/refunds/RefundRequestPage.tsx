import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function RefundRequestPage() {
  return <PageHeader path="WBO" title="RefundRequestPage" />;
}
