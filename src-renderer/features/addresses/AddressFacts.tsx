import type { ReactNode } from "react";
import type { WalletAddress } from "#shared/contract/address.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";

/** Whose address it is, in full, at the head of every dialog about it. */
export function AddressFacts({ address, children }: { address: WalletAddress; children?: ReactNode }) {
  const { networkName } = useCurrencyBook();
  return (
    <FactList framed>
      <FactRow label="Client">
        {address.customerNo} · {address.customerName}
      </FactRow>
      <FactRow label="Network">{networkName(address.network)}</FactRow>
      <FactRow label="Address">
        <AddressText value={address.address} form="approve" />
      </FactRow>
      {children}
    </FactList>
  );
}
