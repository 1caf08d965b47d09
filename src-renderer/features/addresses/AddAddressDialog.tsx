/** A client names a wallet outside of a deposit request (W1): noted, not yet verified. */
import { useState } from "react";
import { EVM_ADDRESS_PATTERN, isForbiddenAddress } from "#shared/domain/addresses.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { SelectField, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";

export function AddAddressDialog({ customerNo, onClose }: { customerNo: string | undefined; onClose: () => void }) {
  const { networks } = useCurrencyBook();
  const [form, setForm] = useState({ customerNo: customerNo ?? "", network: "", address: "", label: "" });
  const { key, renew } = useIdempotencyKey();
  const add = useCommand("addresses", "add");
  const network = form.network === "" ? (networks[0]?.code ?? "") : form.network;
  const address = form.address.replace(/\s+/g, "");
  const problem = addressProblem(address);
  const reason =
    form.customerNo.trim() === ""
      ? t("addresses:new.customerMissing")
      : address === ""
        ? t("addresses:new.addressMissing")
        : (problem ?? (form.label.trim() === "" ? t("addresses:new.labelMissing") : null));
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) => {
    setForm((former) => ({ ...former, [name]: event.target.value }));
    renew();
  };
  const submit = () =>
    add.give(
      { customerNo: form.customerNo.trim(), network, address, label: form.label.trim(), idempotencyKey: key },
      {
        done: (added) => {
          toast(t(added.status === "REJECTED" ? "addresses:new.rejected" : "addresses:new.done"), added.address);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("addresses:new.title")}
      say={t(add.isPending ? "addresses:dialog.asking" : "addresses:dialog.nothingYet")}
      busy={add.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{t("addresses:new.cancel")}</Button>
          <ActionButton variant="primary" reason={reason} busy={add.isPending} onClick={submit}>
            {t("addresses:new.do")}
          </ActionButton>
        </>
      }
    >
      <TextField
        label={t("addresses:new.customerNo")}
        value={form.customerNo}
        data-autofocus
        onChange={set("customerNo")}
      />
      <SelectField label={t("addresses:facts.network")} value={network} onChange={set("network")}>
        {networks.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t("addresses:facts.address")}
        mono
        value={form.address}
        problem={address === "" ? null : problem}
        hint={
          problem === null && address !== "" ? <AddressText value={address} form="approve" /> : t("addresses:new.hint")
        }
        onChange={set("address")}
      />
      <TextField
        label={t("addresses:new.label")}
        hint={t("addresses:new.labelHint")}
        maxLength={80}
        value={form.label}
        onChange={set("label")}
      />
      {add.error === null ? null : <ErrorPanel {...explain(add.error)} inset />}
    </DialogFrame>
  );
}

/** What can be said without the central service, which checks the letters' case as well. */
function addressProblem(address: string): string | null {
  if (!EVM_ADDRESS_PATTERN.test(address)) return t("addresses:new.malformed");
  return isForbiddenAddress(address) ? t("addresses:new.forbidden") : null;
}
