/**
 * A number that names something: "DP-20261122-000123", "C-108834". Digits are tabular so that columns stand still, hyphens are not:
 * a tabular hyphen is as wide as a digit and tears the number apart. Design, "Tokens", Type.
 */
import { Fragment } from "react";

export function Reference({ value, className }: { value: string; className?: string | undefined }) {
  return (
    <span className={className}>
      {value.split("-").map((part, index) => (
        <Fragment key={index}>
          {index === 0 ? "" : "-"}
          {/^\d+$/.test(part) ? <span className="numeric">{part}</span> : part}
        </Fragment>
      ))}
    </span>
  );
}
