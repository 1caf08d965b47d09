/** Bands of amounts and how many people must approve in each. */
import { Button } from "#renderer/ui/Button.tsx";
import { TextField } from "#renderer/ui/TextField.tsx";
import type { LimitForm } from "./limitRows.ts";
import styles from "./limits.module.css";

const MOST_BANDS = 10;

export function BandFields({
  bands,
  currency,
  onChange,
}: {
  bands: LimitForm["bands"];
  currency: string;
  onChange: (bands: LimitForm["bands"]) => void;
}) {
  const change = (index: number, part: Partial<LimitForm["bands"][number]>) =>
    onChange(bands.map((band, at) => (at === index ? { ...band, ...part } : band)));
  return (
    <fieldset className={styles.bands}>
      <legend>Approvals by amount</legend>
      {bands.length === 0 ? (
        <p className="quiet">One approval, whatever the amount; two above the large amount.</p>
      ) : null}
      {bands.map((band, index) => (
        // A band has no name but its place.
        <div key={index} className={styles.band}>
          <TextField
            label={`Band ${index + 1}: above, ${currency}`}
            value={band.above}
            onChange={(event) => change(index, { above: event.target.value })}
          />
          <TextField
            label={`Band ${index + 1}: approvals`}
            value={band.approvals}
            onChange={(event) => change(index, { approvals: event.target.value })}
          />
          <Button
            variant="quiet"
            aria-label={`Remove band ${index + 1}`}
            onClick={() => onChange(bands.filter((_, at) => at !== index))}
          >
            Remove
          </Button>
        </div>
      ))}
      {bands.length < MOST_BANDS ? (
        <Button size="small" onClick={() => onChange([...bands, { above: "", approvals: "" }])}>
          Add a band
        </Button>
      ) : null}
    </fieldset>
  );
}
