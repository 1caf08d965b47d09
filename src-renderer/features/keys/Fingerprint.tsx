import { useEffect, useState } from "react";
import { t } from "#renderer/i18n/t.ts";
import { fingerprintOf } from "./enrolment.ts";
import styles from "./keys.module.css";

const digest = (algorithm: "SHA-256", data: BufferSource) => crypto.subtle.digest(algorithm, data);

/** A device key as people compare it. */
export function Fingerprint({ publicKey }: { publicKey: string }) {
  const [text, setText] = useState("");
  useEffect(() => {
    let current = true;
    fingerprintOf(publicKey, digest).then(
      (made) => {
        if (current) setText(made);
      },
      () => {
        if (current) setText(t("keys:uncomputed"));
      },
    );
    return () => {
      current = false;
    };
  }, [publicKey]);
  return (
    <code className={styles.print} title={publicKey}>
      {text}
    </code>
  );
}
