/** Several of a list: a labelled button that opens check boxes. Nothing chosen means any. */
import { Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "./classNames.ts";
import { CheckField } from "./TextField.tsx";
import { Field } from "./Field.tsx";
import field from "./Field.module.css";
import styles from "./MultiChoice.module.css";

export function MultiChoice<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: readonly Value[];
  onChange: (value: Value[]) => void;
}) {
  const chosen = options.filter((option) => value.includes(option.value)).map((option) => option.label);
  const text =
    chosen.length === 0 ? t("ui:any") : chosen.length === 1 ? chosen[0] : `${chosen.length}: ${listText(chosen)}`;
  return (
    <Popover
      position="bottom-start"
      offset={4}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown ?? "" }}
    >
      <Field label={label} plainLabel>
        {(control) => (
          <Popover.Target>
            <button
              type="button"
              {...control}
              aria-label={`${label}: ${text}`}
              aria-haspopup="dialog"
              className={classNames(field.control, field.small, styles.button, chosen.length === 0 && styles.any)}
            >
              <span className={styles.text}>{text}</span>
              <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
            </button>
          </Popover.Target>
        )}
      </Field>
      <Popover.Dropdown>
        <fieldset className={styles.set}>
          <legend className="spoken">{label}</legend>
          {options.map((option) => (
            <CheckField
              key={option.value}
              label={option.label}
              checked={value.includes(option.value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, option.value] : value.filter((one) => one !== option.value))
              }
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
