/** Form, review and sending of one request. The form is never thrown away by a failure. */
import { IconArrowLeft } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Trans } from "react-i18next";
import { t } from "#renderer/i18n/t.ts";
import { ask } from "#renderer/api/bridge.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain, explainLine } from "#renderer/api/explain.ts";
import { useOnline, useUser } from "#renderer/api/session.tsx";
import type { DepositDetail, RefundDraft } from "#shared/contract/ipc.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { RecordDifferences } from "#renderer/words/RecordDifferences.tsx";
import { DiscardDraftDialog } from "./DiscardDraftDialog.tsx";
import { useKeptDraft, type DraftState } from "./keptDraft.ts";
import { PreconditionList } from "./PreconditionList.tsx";
import type { Precondition } from "./preconditions.ts";
import { QuotePanel, useQuote } from "./QuotePanel.tsx";
import { RecordSummary } from "./RecordSummary.tsx";
import { checkStatedAddress, type AddressChoice } from "./refundAddresses.ts";
import {
  draftStaleness,
  formProblems,
  fromDraft,
  newRefundForm,
  refundableAmount,
  toDraft,
  toRefundInput,
} from "./refundForm.ts";
import type { FormProblem, RefundForm } from "./refundForm.ts";
import { RefundFields } from "./RefundFields.tsx";
import { RefundReview } from "./RefundReview.tsx";
import styles from "./request.module.css";

type Step = { step: "FORM" } | { step: "REVIEW"; version: number };

export function RefundRequest({
  detail,
  choices,
  preconditions,
  draft,
  draftError,
}: {
  detail: DepositDetail;
  choices: readonly AddressChoice[];
  preconditions: readonly Precondition[];
  draft: RefundDraft | null;
  draftError: unknown;
}) {
  const { deposit, currency } = detail;
  const user = useUser();
  const online = useOnline();
  const navigate = useNavigate();
  const { now } = usePreferences();
  const depositAmount = refundableAmount(deposit);

  const [opened] = useState(() => ({
    form:
      draft === null
        ? newRefundForm(deposit, user.displayName, new Date(now()).toISOString())
        : fromDraft(draft, user.displayName),
    draft,
    deposit,
    kept: (draft === null ? { state: "NONE" } : { state: "KEPT", at: "" }) as DraftState,
  }));
  const [form, setForm] = useState(opened.form);
  const [stated, setStated] = useState("");
  const [step, setStep] = useState<Step>({ step: "FORM" });
  const [attempted, setAttempted] = useState(false);
  const [refused, setRefused] = useState<readonly FormProblem[]>([]);
  const [discarding, setDiscarding] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const { key, renew } = useIdempotencyKey();
  const request = useCommand("refunds", "request");

  const stale = opened.draft === null ? null : draftStaleness(opened.draft, opened.deposit);
  const touched = form !== opened.form;
  const toKeep = useMemo(
    () => (touched ? { ...toDraft(form, deposit), seen: deposit } : null),
    [touched, form, deposit],
  );
  const { kept, stop } = useKeptDraft(toKeep, opened.kept);

  const chosen = choices.find((choice) => choice.address.id === form.refundAddressId)?.address ?? null;
  const statedCheck = checkStatedAddress(stated, choices, chosen);
  const own = [...formProblems(form, depositAmount, currency?.decimals ?? null)];
  if (chosen !== null && choices.some((choice) => choice.address.id === chosen.id && choice.whyNot !== null))
    own.push({ pointer: "/refundAddressId", text: t("request:problem.addressGone") });
  if (statedCheck.kind !== "EMPTY" && statedCheck.kind !== "EQUAL")
    own.push({ pointer: "/stated", text: statedCheck.text });
  const problems = [...own, ...refused.filter((one) => !own.some((other) => other.pointer === one.pointer))];
  const amountUsable = !own.some((one) => one.pointer === "/amount");
  const quote = useQuote(detail, chosen?.id ?? null, amountUsable ? form.amount : null, online);

  const change = (next: Partial<RefundForm>) => {
    setForm((present) => ({ ...present, ...next }));
    // What was refused was about the former text.
    if (request.error !== null) request.reset();
    const changed = Object.keys(next).map((field) => (field === "identity" ? "/identityCheck" : `/${field}`));
    setRefused((present) => present.filter((one) => !changed.some((pointer) => one.pointer.startsWith(pointer))));
  };
  const review = () => {
    setAttempted(true);
    if (own.length > 0) {
      // After the problems are drawn.
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    setRefused([]);
    request.reset();
    setStep({ step: "REVIEW", version: deposit.version });
  };
  const unmet = preconditions.find((one) => !one.met);
  const changedSince = step.step === "REVIEW" && step.version !== deposit.version;
  const whyNot = reasonNotToSend({ online, unmet, changedSince, quoteFails: quote.data?.simulation.ok === false });
  const send = () => {
    if (step.step !== "REVIEW" || whyNot !== null || request.isPending) return;
    request.give(
      {
        ...toRefundInput(form, deposit, depositAmount),
        depositId: deposit.id,
        version: step.version,
        idempotencyKey: key,
      },
      {
        done: (refund) => {
          stop();
          // The request is made; a draft that could not be removed is told apart by its version when it is opened again.
          ask("refunds", "discardDraft", { depositId: deposit.id }).catch(() => undefined);
          void navigate({ to: "/refunds/$id", params: { id: refund.id }, replace: true });
        },
        refused: ({ retryable, errors = [] }) => {
          // An unanswered request keeps its key, so that sending it again is the same request; an answered one is over.
          if (!retryable) renew();
          if (errors.length === 0) return;
          setRefused(errors.map(({ pointer, detail: text }) => ({ pointer, text })));
          setStep({ step: "FORM" });
        },
      },
    );
  };
  const submitKeys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    if (step.step === "FORM") review();
    else send();
  };

  return (
    <div ref={root} className={styles.body} onKeyDown={submitKeys}>
      <div className={styles.main}>
        {stale === null ? null : (
          <Banner tone="hold" inset role="status">
            <strong>{t("request:draft.changed")}</strong> {stale}
            {draft?.seen === undefined ? null : <RecordDifferences seen={draft.seen} now={deposit} />}
          </Banner>
        )}
        {draftError === null ? null : (
          <Banner tone="alert" inset role="alert">
            <strong>{t("request:draft.unreadable")}</strong> {explainLine(draftError)}
          </Banner>
        )}
        {step.step === "FORM" ? (
          <RefundFields
            form={form}
            deposit={deposit}
            currency={currency}
            network={detail.network}
            depositAmount={depositAmount}
            choices={choices}
            stated={stated}
            statedCheck={statedCheck}
            problems={attempted ? problems : problems.filter((one) => soon(one, form, stated) || refused.includes(one))}
            onChange={change}
            onStated={(text, match) => {
              setStated(text);
              if (match !== null) change({ refundAddressId: match });
            }}
          />
        ) : (
          <RefundReview
            form={form}
            detail={detail}
            depositAmount={depositAmount}
            address={chosen}
            quote={quote.data ?? null}
          />
        )}
        {request.error === null ? null : <ErrorPanel {...explain(request.error)} inset />}
      </div>
      <aside className={styles.side} aria-label={t("request:aside")}>
        <RecordSummary detail={detail} />
        <Section title={t("request:precondition.title")}>
          <PreconditionList preconditions={preconditions} />
        </Section>
        <QuotePanel quote={quote} ready={chosen !== null && amountUsable} online={online} />
      </aside>
      <footer className={styles.bar}>
        <div className={styles.say}>
          {t(request.isPending ? "refunds:asking" : "request:bar.nothingSent")} <KeptText kept={kept} />
        </div>
        <div className={styles.buttons}>
          {step.step === "FORM" ? (
            <>
              {kept.state === "KEPT" || touched ? (
                <Button variant="quiet" onClick={() => setDiscarding(true)}>
                  {t("request:bar.discard")}
                </Button>
              ) : null}
              {attempted && problems.length > 0 ? (
                <span className={styles.missing} role="status">
                  {problems.length === 1 ? problems[0]?.text : t("request:bar.missing", { count: problems.length })}
                </span>
              ) : null}
              <Button variant="primary" size="large" onClick={review}>
                {t("request:bar.review")}
              </Button>
            </>
          ) : (
            <>
              <Button
                size="large"
                autoFocus
                icon={<IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => setStep({ step: "FORM" })}
              >
                {t("request:bar.toForm")}
              </Button>
              <ActionButton
                variant="primary"
                size="large"
                reason={whyNot}
                reasonPlace="beside"
                busy={request.isPending}
                onClick={send}
              >
                {t("request:bar.send")}
              </ActionButton>
            </>
          )}
        </div>
      </footer>
      {discarding ? (
        <DiscardDraftDialog
          recordNo={deposit.recordNo}
          onClose={() => setDiscarding(false)}
          onDiscard={async () => {
            stop();
            await ask("refunds", "discardDraft", { depositId: deposit.id });
            await navigate({ to: "/records/$id", params: { id: deposit.id } });
          }}
        />
      ) : null}
    </div>
  );
}

function reasonNotToSend(facts: {
  online: boolean;
  unmet: Precondition | undefined;
  changedSince: boolean;
  quoteFails: boolean;
}): string | null {
  if (!facts.online) return t("request:bar.offline");
  if (facts.changedSince) return t("request:bar.changed");
  if (facts.unmet !== undefined)
    return t("request:bar.unmet", { label: facts.unmet.label, detail: facts.unmet.detail });
  if (facts.quoteFails) return t("request:bar.fails");
  return null;
}

/** Before the first review only what is plainly wrong is named, not what is still empty. */
function soon(problem: FormProblem, form: RefundForm, stated: string): boolean {
  if (problem.pointer === "/amount") return form.amount !== "";
  return problem.pointer === "/stated" && stated.replace(/\s/g, "").length >= 42;
}

function KeptText({ kept }: { kept: DraftState }) {
  if (kept.state === "NONE") return null;
  if (kept.state === "NOT_KEPT")
    return (
      <span className={styles.notKept} role="alert">
        {t("request:draft.notKept")} {explainLine(kept.error)}
      </span>
    );
  return kept.at === "" ? (
    <span>{t("request:draft.kept")}</span>
  ) : (
    <span>
      <Trans t={t} i18nKey="request:draft.keptAt" components={{ at: <TimeText at={kept.at} form="time" /> }} />
    </span>
  );
}
