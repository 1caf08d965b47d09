/** An address as a QR code: read off the screen by a phone, instead of typed. The code holds the address and nothing else: no amount, no network, no link. */
import { IconQrcode } from "@tabler/icons-react";
import { useId, useState } from "react";
import { encode } from "uqr";
import { EVM_ADDRESS_PATTERN } from "#shared/domain/addresses.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "./Button.tsx";
import styles from "./AddressCode.module.css";

/** White around the code, in modules. ISO/IEC 18004. */
const QUIET_ZONE = 4;

/** Shown on request. `what`: which address it is, for the button's name. Nothing for what is no address: a code of a wrong one could be paid to. */
export function AddressCode({ address, what }: { address: string; what: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (!EVM_ADDRESS_PATTERN.test(address)) return null;
  return (
    <>
      <Button
        variant="quiet"
        size="tiny"
        iconOnly
        icon={<IconQrcode size={14} stroke={1.75} aria-hidden="true" />}
        aria-label={t(open ? "ui:code.hide" : "ui:code.show", { what })}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      />
      <span id={id} className={styles.place} hidden={!open}>
        {open ? <Drawn address={address} /> : null}
      </span>
    </>
  );
}

function Drawn({ address }: { address: string }) {
  const { data, size } = encode(address, { ecc: "M", border: QUIET_ZONE });
  // One square a dark module, drawn as one path.
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      ref={bringIntoView}
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t("ui:code.of", { address })}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

/** Half a code is read by nobody. */
function bringIntoView(code: SVGSVGElement | null): void {
  code?.scrollIntoView({ block: "nearest" });
}
