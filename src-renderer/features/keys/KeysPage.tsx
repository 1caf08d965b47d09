import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function KeysPage() {
  return <PageHeader path="WBO" title="KeysPage" />;
}
