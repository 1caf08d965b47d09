/** The client's addresses on this network, in full; those that may not be used say why and what is left to do (R20.1). */
import { IconAlertTriangle, IconEqual } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { blo } from "blo";
import { useId } from "react";
import { Trans } from "react-i18next";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ComparedAddresses } from "#renderer/ui/ComparedAddresses.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TextField } from "#renderer/ui/TextField.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { checkStatedAddress, type AddressChoice, type StatedCheck } from "./refundAddresses.ts";
import styles from "./request.module.css";

export function AddressChooser({
  choices,
  chosenId,
  customerNo,
  stated,
  statedCheck,
  problem,
  statedProblem,
  onChoose,
  onStated,
}: {
  choices: readonly AddressChoice[];
  chosenId: string | null;
  customerNo: string;
  stated: string;
  statedCheck: StatedCheck;
  problem: string | undefined;
  statedProblem: string | undefined;
  onChoose: (id: string) => void;
  onStated: (text: string, match: string | null) => void;
}) {
  const id = useId();
  const chosen = choices.find((choice) => choice.address.id === chosenId)?.address ?? null;
  const type = (text: string) => {
    const check = checkStatedAddress(text, choices, null);
    onStated(text, check.kind === "EQUAL" && chosenId === null ? check.address.id : null);
  };
  return (
    <>
      <TextField
        label={t("request:address.stated")}
        optional
        hint={
          statedCheck.kind === "EQUAL" ? (
            <span className={styles.equal}>
              <IconEqual size={14} aria-hidden="true" /> {statedCheck.text}
            </span>
          ) : (
            t("request:address.statedHint")
          )
        }
        mono
        value={stated}
        problem={statedProblem}
        onChange={(event) => type(event.target.value)}
      />
      {statedCheck.kind === "DIFFERS" && chosen !== null ? (
        <ComparedAddresses
          rows={[
            { label: t("request:address.rowChosen"), address: chosen.address },
            { label: t("request:address.rowStated"), address: stated.replace(/\s+/g, "") },
          ]}
        />
      ) : null}
      <div
        role="radiogroup"
        aria-labelledby={`${id}-label`}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        aria-invalid={problem === undefined ? undefined : true}
        tabIndex={problem === undefined ? undefined : -1}
        className={styles.choices}
      >
        <div className={styles.choicesHead}>
          <span id={`${id}-label`} className={styles.choicesLabel}>
            {t("request:address.label")}
          </span>
          <Link to="/addresses" search={{ customerNo }} className={styles.verifyLink}>
            {t("request:address.ofClient", { no: customerNo })}
          </Link>
        </div>
        {choices.length === 0 ? (
          <Banner tone="hold" inset role="note" icon={<IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />}>
            {t("request:address.none")}
          </Banner>
        ) : (
          choices.map((choice) => (
            <Choice
              key={choice.address.id}
              choice={choice}
              group={id}
              chosen={choice.address.id === chosenId}
              onChoose={onChoose}
            />
          ))
        )}
        {problem === undefined ? null : (
          <p id={`${id}-problem`} className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </div>
    </>
  );
}

function Choice({
  choice: { address, whyNot, isSource },
  group,
  chosen,
  onChoose,
}: {
  choice: AddressChoice;
  group: string;
  chosen: boolean;
  onChoose: (id: string) => void;
}) {
  const usable = whyNot === null;
  return (
    <label className={classNames(styles.choice, chosen && styles.chosen, !usable && styles.unusable)}>
      <input
        type="radio"
        name={`address-${group}`}
        value={address.address}
        checked={chosen}
        disabled={!usable}
        aria-label={`${address.address}, ${address.label}`}
        onChange={() => onChoose(address.id)}
      />
      <img src={blo(address.address as `0x${string}`)} alt="" width={28} height={28} className={styles.identicon} />
      <span className={styles.choiceText}>
        <span className={styles.choiceAddress}>
          <AddressText value={address.address} form="approve" />
        </span>
        <span className={styles.choiceFacts}>
          <span>{address.label}</span>
          {isSource ? <span className={styles.source}>{t("request:address.source")}</span> : null}
          {usable ? (
            <span className="quiet">
              <Trans
                t={t}
                i18nKey="request:address.verified"
                values={{ method: verificationMethodLabel(address.method), name: address.verifiedBy?.name ?? "–" }}
                components={{ at: <TimeText at={address.verifiedAt} form="day" /> }}
              />
            </span>
          ) : (
            <span className={styles.whyNot}>{whyNot}</span>
          )}
          {address.lookalikeOf.length === 0 ? null : (
            <span className={styles.lookalike}>{t("request:address.lookalike")}</span>
          )}
        </span>
      </span>
      <StatusPill kind="address" status={address.status} />
    </label>
  );
}
