/** Customer Wallet Address: per client, with status, method, proof, time and checker; found by any part of the address (R5.2, R5.5). */
import { IconAlertTriangle, IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import type { WalletAddress } from "#shared/contract/address.ts";
import { ADDRESS_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FreshnessMark } from "#renderer/ui/FreshnessMark.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { ViewTabs } from "#renderer/ui/Tabs.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { AddAddressDialog } from "./AddAddressDialog.tsx";
import { AddressAction } from "./AddressAction.tsx";
import { byClient, statusCounts } from "./addressGroups.ts";
import { whyNotAct } from "./addressRules.ts";
import styles from "./addresses.module.css";

const LIMIT = 200;
const PATH = "WBO - Virtual Asset Management - Deposit/Withdrawal - Customer Wallet Address";

export function AddressesPage() {
  const search = useSearch({ from: "/frame/addresses" });
  const navigate = useNavigate({ from: "/addresses" });
  const freshness = useFreshness(null);
  const context = useActionContext();
  const user = useUser();
  const [adding, setAdding] = useState(false);
  const text = useDeferredValue((search.text ?? "").replace(/\s+/g, ""));
  const list = useCall(
    "addresses",
    "search",
    {
      ...(search.customerNo === undefined ? {} : { customerNo: search.customerNo }),
      ...(text === "" ? {} : { text }),
      limit: LIMIT,
    },
    { keepPrevious: true },
  );
  const addresses = list.data ?? [];
  const shown =
    search.view === undefined || search.view === "all"
      ? addresses
      : addresses.filter((one) => one.status === search.view);
  const clear = () => void navigate({ search: {} });
  const filtered = search.customerNo !== undefined || text !== "";
  return (
    <div className={styles.page}>
      <PageHeader
        path={PATH}
        title="Customer Wallet Address"
        actions={
          <ActionButton reason={whyNotAct("add", null, context, user.id)} onClick={() => setAdding(true)}>
            Add address…
          </ActionButton>
        }
      />
      {adding ? <AddAddressDialog customerNo={search.customerNo} onClose={() => setAdding(false)} /> : null}
      <ViewTabs
        label="Statuses"
        items={[
          { key: "all", label: "All", count: addresses.length },
          ...statusCounts(addresses).map(({ status, count }) => ({
            key: status,
            label: statusLabel(ADDRESS_STATUS_LABELS, status),
            count,
          })),
        ]}
        current={search.view ?? "all"}
        onChoose={(key) => void navigate({ search: (kept) => ({ ...kept, view: key }) })}
      />
      <div className={styles.filterBar}>
        <label className={styles.searchBox}>
          <IconSearch size={15} stroke={1.75} aria-hidden="true" />
          <span className="spoken">Search addresses</span>
          <input
            type="search"
            value={search.text ?? ""}
            placeholder="Address, whole or any part, in groups or not; customer no. or name"
            spellCheck={false}
            onChange={(event) =>
              void navigate({
                search: ({ text: _former, ...kept }) =>
                  event.target.value === "" ? kept : { ...kept, text: event.target.value },
                replace: true,
              })
            }
          />
        </label>
        {search.customerNo === undefined ? null : <span className={styles.chip}>Customer {search.customerNo}</span>}
        {filtered ? (
          <Button variant="quiet" size="small" onClick={clear}>
            Clear
          </Button>
        ) : null}
      </div>
      {list.error !== null ? (
        <ErrorPanel {...explain(list.error)} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton label="Loading the address book" />
      ) : shown.length === 0 ? (
        <EmptyState
          title={filtered || search.view !== undefined ? "No address matches." : "The address book is empty."}
          actions={
            filtered || search.view !== undefined ? <Button onClick={clear}>Clear the search</Button> : undefined
          }
        >
          Addresses come with the clients’ requests. An address is paid to only when it is Verified.
        </EmptyState>
      ) : (
        <div className={styles.scroll}>
          {byClient(shown).map((client) => (
            <section key={client.customerNo} className={styles.client} aria-label={`Addresses of ${client.customerNo}`}>
              <h2 className={styles.clientName}>
                {client.customerName} <span className="secondary">{client.customerNo}</span>
                <span className={styles.clientCount}>
                  {client.addresses.length} {client.addresses.length === 1 ? "address" : "addresses"}
                </span>
              </h2>
              <ul>
                {client.addresses.map((address) => (
                  <AddressRow key={address.id} address={address} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      <footer className={styles.foot}>
        <span className="numeric">
          {shown.length} {shown.length === 1 ? "address" : "addresses"}
          {addresses.length === LIMIT ? `, the first ${LIMIT}; search to see others` : ""}
        </span>
        <FreshnessMark {...freshness} />
      </footer>
    </div>
  );
}

function AddressRow({ address }: { address: WalletAddress }) {
  const { networkName } = useCurrencyBook();
  return (
    <li className={styles.row}>
      <div className={styles.rowMain}>
        <span className={styles.addressLine}>
          <AddressText value={address.address} form="approve" />
          <CopyButton text={address.address} what="the address" />
        </span>
        <span className={styles.label}>
          {address.label} <span className="quiet">· {networkName(address.network)}</span>
        </span>
        {address.lookalikeOf.length === 0 ? null : (
          <div className={styles.lookalike} role="note">
            <span className={styles.lookalikeTitle}>
              <IconAlertTriangle size={15} stroke={1.75} aria-hidden="true" />
              Looks like another known address: same first four and last four characters
            </span>
            {address.lookalikeOf.map((other) => (
              <AddressText key={other} value={other} form="approve" />
            ))}
          </div>
        )}
      </div>
      <div className={styles.rowFacts}>
        <span className={styles.method}>{verificationMethodLabel(address.method)}</span>
        <span className="quiet">{address.proof}</span>
      </div>
      <div className={styles.rowFacts}>
        {address.verifiedAt === null ? (
          <span className="quiet">
            {address.requestedBy === null ? "Not checked yet" : `Added by ${address.requestedBy.name}`}
          </span>
        ) : (
          <>
            <span>
              <TimeText at={address.verifiedAt} />
            </span>
            <span className="quiet">
              by {address.verifiedBy?.name ?? "–"}
              {address.requestedBy === null ? "" : `, added by ${address.requestedBy.name}`}
            </span>
          </>
        )}
        <Limits address={address} />
      </div>
      <div className={styles.rowStatus}>
        <StatusPill kind="address" status={address.status} />
        <AddressAction address={address} />
      </div>
    </li>
  );
}

/** Only an address that may be paid has a cool-down and an age. */
function Limits({ address }: { address: WalletAddress }) {
  if (address.status !== "VERIFIED") return null;
  return (
    <>
      {address.cooldownUntil === null ? null : (
        <span className={styles.caution}>
          cool-down until <TimeText at={address.cooldownUntil} form="auto" />
        </span>
      )}
      {address.expiresAt === null ? null : (
        <span className="quiet">
          proof valid until <TimeText at={address.expiresAt} form="day" />
        </span>
      )}
    </>
  );
}
