import type { ReactNode } from "react";
import type { WalletAddress } from "#shared/contract/address.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";

/** Whose address it is, in full, at the head of every dialog about it. */
export function AddressFacts({ address, children }: { address: WalletAddress; children?: ReactNode }) {
  const { networkName } = useCurrencyBook();
  return (
    <FactList framed>
      <FactRow label={t("addresses:facts.client")}>
        {address.customerNo} · {address.customerName}
      </FactRow>
      <FactRow label={t("addresses:facts.network")}>{networkName(address.network)}</FactRow>
      <FactRow label={t("addresses:facts.address")}>
        <AddressText value={address.address} form="approve" />
      </FactRow>
      {children}
    </FactList>
  );
}
