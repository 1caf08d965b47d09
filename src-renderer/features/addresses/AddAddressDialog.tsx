/** A client names a wallet outside of a deposit request (W1): noted, not yet verified. */
import { useState } from "react";
import { EVM_ADDRESS_PATTERN, isForbiddenAddress } from "#shared/domain/addresses.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
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
      ? "Write the customer no."
      : address === ""
        ? "Paste the address."
        : (problem ?? (form.label.trim() === "" ? "Write what the wallet is." : null));
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) => {
    setForm((former) => ({ ...former, [name]: event.target.value }));
    renew();
  };
  const submit = () =>
    add.give(
      { customerNo: form.customerNo.trim(), network, address, label: form.label.trim(), idempotencyKey: key },
      {
        done: (added) => {
          toast(
            added.status === "REJECTED"
              ? "Noted and rejected at once: it stands on the screening list."
              : "Noted. It is paid to only after its proof.",
            added.address,
          );
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title="Add a client's address"
      say={add.isPending ? "Asking the central service…" : "Nothing changes yet."}
      busy={add.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <ActionButton variant="primary" reason={reason} busy={add.isPending} onClick={submit}>
            Add the address
          </ActionButton>
        </>
      }
    >
      <TextField label="Customer no." value={form.customerNo} data-autofocus onChange={set("customerNo")} />
      <SelectField label="Network" value={network} onChange={set("network")}>
        {networks.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Address"
        mono
        value={form.address}
        problem={address === "" ? null : problem}
        hint={
          problem === null && address !== "" ? (
            <AddressText value={address} form="approve" />
          ) : (
            "0x and 40 hexadecimal digits; spaces do not matter."
          )
        }
        onChange={set("address")}
      />
      <TextField
        label="What it is"
        hint="For example “Ledger of the client” or “Account at a custodian”."
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
  if (!EVM_ADDRESS_PATTERN.test(address)) return "An address is 0x and 40 hexadecimal digits.";
  return isForbiddenAddress(address) ? "Money sent to this address is lost." : null;
}
