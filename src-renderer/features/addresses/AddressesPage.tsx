/** Customer Wallet Address: per client, with status, method, proof, time and checker; found by any part of the address (R5.2, R5.5). */
import { IconAlertTriangle, IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { Trans } from "react-i18next";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
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
        path={t("frame:places.addresses.path")}
        title={t("addresses:title")}
        actions={
          <ActionButton reason={whyNotAct("add", null, context, user.id)} onClick={() => setAdding(true)}>
            {t("addresses:add")}
          </ActionButton>
        }
      />
      {adding ? <AddAddressDialog customerNo={search.customerNo} onClose={() => setAdding(false)} /> : null}
      <ViewTabs
        label={t("addresses:statuses")}
        items={[
          { key: "all", label: t("addresses:all"), count: addresses.length },
          ...statusCounts(addresses).map(({ status, count }) => ({
            key: status,
            label: codeLabel("address", status),
            count,
          })),
        ]}
        current={search.view ?? "all"}
        onChoose={(key) => void navigate({ search: (kept) => ({ ...kept, view: key }) })}
      />
      <div className={styles.filterBar}>
        <label className={styles.searchBox}>
          <IconSearch size={15} stroke={1.75} aria-hidden="true" />
          <span className="spoken">{t("addresses:search")}</span>
          <input
            type="search"
            value={search.text ?? ""}
            placeholder={t("addresses:searchHint")}
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
        {search.customerNo === undefined ? null : (
          <span className={styles.chip}>{t("addresses:customer", { no: search.customerNo })}</span>
        )}
        {filtered ? (
          <Button variant="quiet" size="small" onClick={clear}>
            {t("addresses:clear")}
          </Button>
        ) : null}
      </div>
      {list.error !== null ? (
        <ErrorPanel {...explain(list.error)} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton label={t("addresses:loading")} />
      ) : shown.length === 0 ? (
        <EmptyState
          title={t(filtered || search.view !== undefined ? "addresses:noMatch" : "addresses:empty")}
          actions={
            filtered || search.view !== undefined ? (
              <Button onClick={clear}>{t("addresses:clearSearch")}</Button>
            ) : undefined
          }
        >
          {t("addresses:origin")}
        </EmptyState>
      ) : (
        <div className={styles.scroll}>
          {byClient(shown).map((client) => (
            <section
              key={client.customerNo}
              className={styles.client}
              aria-label={t("addresses:ofClient", { no: client.customerNo })}
            >
              <h2 className={styles.clientName}>
                {client.customerName} <span className="secondary">{client.customerNo}</span>
                <span className={styles.clientCount}>
                  {t("addresses:count", { count: client.addresses.length, number: client.addresses.length })}
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
          {addresses.length === LIMIT
            ? t("addresses:firstOnly", { count: shown.length, number: shown.length, limit: LIMIT })
            : t("addresses:count", { count: shown.length, number: shown.length })}
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
          <CopyButton text={address.address} what={t("addresses:row.theAddress")} />
        </span>
        <span className={styles.label}>
          <span translate="no">{address.label}</span> <span className="quiet">· {networkName(address.network)}</span>
        </span>
        {address.lookalikeOf.length === 0 ? null : (
          <div className={styles.lookalike} role="note">
            <span className={styles.lookalikeTitle}>
              <IconAlertTriangle size={15} stroke={1.75} aria-hidden="true" />
              {t("addresses:row.lookalike")}
            </span>
            {address.lookalikeOf.map((other) => (
              <AddressText key={other} value={other} form="approve" />
            ))}
          </div>
        )}
      </div>
      <div className={styles.rowFacts}>
        <span className={styles.method}>{verificationMethodLabel(address.method)}</span>
        <span className="quiet" lang="en">
          {address.proof}
        </span>
      </div>
      <div className={styles.rowFacts}>
        {address.verifiedAt === null ? (
          <span className="quiet">
            {address.requestedBy === null
              ? t("addresses:row.notChecked")
              : t("addresses:row.addedBy", { name: address.requestedBy.name })}
          </span>
        ) : (
          <>
            <span>
              <TimeText at={address.verifiedAt} />
            </span>
            <span className="quiet">
              {address.requestedBy === null
                ? t("addresses:row.checkedBy", { name: address.verifiedBy?.name ?? "–" })
                : t("addresses:row.checkedAdded", {
                    name: address.verifiedBy?.name ?? "–",
                    added: address.requestedBy.name,
                  })}
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
          <Trans
            t={t}
            i18nKey="addresses:row.cooldown"
            components={{ at: <TimeText at={address.cooldownUntil} form="auto" /> }}
          />
        </span>
      )}
      {address.expiresAt === null ? null : (
        <span className="quiet">
          <Trans
            t={t}
            i18nKey="addresses:row.validUntil"
            components={{ at: <TimeText at={address.expiresAt} form="day" /> }}
          />
        </span>
      )}
    </>
  );
}
