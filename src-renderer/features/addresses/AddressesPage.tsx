import { PageHeader } from "#renderer/ui/PageHeader.tsx";

export function AddressesPage() {
  return <PageHeader path="WBO" title="AddressesPage" />;
}
