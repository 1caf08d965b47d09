import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function NoticesPage() {
  return <PageHeader path="WBO" title="NoticesPage" />;
}
