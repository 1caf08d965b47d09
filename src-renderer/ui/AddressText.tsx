/**
 * Addresses and hashes. Shortened only in grids (first 10 + last 8, the whole on hover and focus); elsewhere in groups of
 * four, because losses by poisoned addresses come from reading only the ends. Design, "Rules for data".
 */
import { groupsOfFour, shortHash } from "#shared/domain/addresses.ts";
import { classNames } from "./classNames.ts";
import styles from "./AddressText.module.css";

export type AddressForm = "short" | "detail" | "approve" | "sign";

/** `value`: an address, a transaction hash, a digest; or whatever a client declared, which is then shown as it is. */
export function AddressText({
  value,
  form = "detail",
  className,
}: {
  value: string | null;
  form?: AddressForm;
  className?: string | undefined;
}) {
  if (value === null || value === "") return <span className="quiet">–</span>;
  if (form === "short")
    return (
      <span className={classNames(styles.short, className)} data-full={value}>
        {shortHash(value)}
      </span>
    );
  if (!/^(0x)?[0-9a-fA-F]{16,}$/.test(value))
    return <span className={classNames(styles.declared, className)}>{value}</span>;
  return (
    <span className={classNames(styles.groups, styles[form], className)}>
      {/* One text for a reader and for copying; the groups are for the eye. */}
      <span className="spoken">{value}</span>
      {value.startsWith("0x") ? (
        <span aria-hidden="true" className={styles.prefix}>
          0x
        </span>
      ) : null}
      {groupsOfFour(value).map((group, index) => (
        <span aria-hidden="true" key={index}>
          {group}
        </span>
      ))}
    </span>
  );
}
