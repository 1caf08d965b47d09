/** Bands of amounts and a number for each: how many people approve, or how many confirmations are waited for. */
import { Button } from "#renderer/ui/Button.tsx";
import { TextField } from "#renderer/ui/TextField.tsx";
import { t } from "#renderer/i18n/t.ts";
import styles from "./configuration.module.css";

const MOST_BANDS = 10;

export type Band = { from: string; count: string };

export function BandFields({
  legend,
  none,
  from,
  count,
  bands,
  onChange,
}: {
  legend: string;
  /** said while there is no band */
  none: string;
  /** "above, USDT" */
  from: string;
  /** "approvals" */
  count: string;
  bands: readonly Band[];
  onChange: (bands: readonly Band[]) => void;
}) {
  const change = (index: number, part: Partial<Band>) =>
    onChange(bands.map((band, at) => (at === index ? { ...band, ...part } : band)));
  return (
    <fieldset className={styles.bands}>
      <legend>{legend}</legend>
      {bands.length === 0 ? <p className="quiet">{none}</p> : null}
      {bands.map((band, index) => (
        // A band has no name but its place.
        <div key={index} className={styles.band}>
          <TextField
            label={t("configuration:bands.from", { number: index + 1, what: from })}
            value={band.from}
            onChange={(event) => change(index, { from: event.target.value })}
          />
          <TextField
            label={t("configuration:bands.from", { number: index + 1, what: count })}
            value={band.count}
            onChange={(event) => change(index, { count: event.target.value })}
          />
          <Button
            variant="quiet"
            aria-label={t("configuration:bands.removeOf", { number: index + 1 })}
            onClick={() => onChange(bands.filter((_, at) => at !== index))}
          >
            {t("configuration:bands.remove")}
          </Button>
        </div>
      ))}
      {bands.length < MOST_BANDS ? (
        <Button size="small" onClick={() => onChange([...bands, { from: "", count: "" }])}>
          {t("configuration:bands.add")}
        </Button>
      ) : null}
    </fieldset>
  );
}
