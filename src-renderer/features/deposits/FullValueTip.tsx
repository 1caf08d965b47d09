/** Shortened addresses and hashes in full while the pointer or the focus is on them: one note for the whole grid, not one a cell. */
import { useEffect, useState, type RefObject } from "react";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import styles from "./RecordsGrid.module.css";

export function FullValueTip({ within }: { within: RefObject<HTMLElement | null> }) {
  const [shown, setShown] = useState<{ value: string; left: number; top: number } | null>(null);
  useEffect(() => {
    const area = within.current;
    if (!area) return undefined;
    const show = (event: Event) => {
      const origin = event.target as HTMLElement;
      const element =
        origin.closest<HTMLElement>("[data-full]") ??
        (event.type === "focusin" ? origin.querySelector<HTMLElement>("[data-full]") : null);
      if (!element?.dataset.full) return setShown(null);
      const box = element.getBoundingClientRect();
      return setShown({
        value: element.dataset.full,
        left: Math.min(box.left, window.innerWidth - 480),
        top: box.bottom + 6,
      });
    };
    const hide = () => setShown(null);
    area.addEventListener("pointerover", show);
    area.addEventListener("focusin", show);
    area.addEventListener("pointerleave", hide);
    area.addEventListener("focusout", hide);
    area.addEventListener("scroll", hide, { passive: true });
    return () => {
      area.removeEventListener("pointerover", show);
      area.removeEventListener("focusin", show);
      area.removeEventListener("pointerleave", hide);
      area.removeEventListener("focusout", hide);
      area.removeEventListener("scroll", hide);
    };
  }, [within]);
  return shown === null ? null : (
    <div role="tooltip" className={styles.tip} style={{ left: shown.left, top: shown.top }}>
      <AddressText value={shown.value} />
    </div>
  );
}
