import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function RecordDetailPage() {
  return <PageHeader path="WBO" title="RecordDetailPage" />;
}
