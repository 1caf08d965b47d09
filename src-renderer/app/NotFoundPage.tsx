import { Link } from "@tanstack/react-router";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";

export function NotFoundPage() {
  return (
    <EmptyState title="There is no such page." actions={<Link to="/records">Go to Deposit Records</Link>}>
      The address was typed wrong, or it belongs to another version.
    </EmptyState>
  );
}
