/** Sign-in: the form on the left, on the right what one is connecting to. Nothing else of the program is visible (R2.1). */
import { useState } from "react";
import type { SessionState } from "#shared/contract/ipc.ts";
import { t } from "#renderer/i18n/t.ts";
import { LanguageChoice } from "./LanguageChoice.tsx";
import { Brand } from "#renderer/ui/Brand.tsx";
import { ConnectionFacts } from "./ConnectionFacts.tsx";
import { DemoAccounts } from "./DemoAccounts.tsx";
import { rememberedUserName } from "./rememberedUserName.ts";
import { SignInForm } from "./SignInForm.tsx";
import styles from "./session.module.css";

export function SignInScreen({ session }: { session: SessionState }) {
  const [username, setUsername] = useState(rememberedUserName);
  const [password, setPassword] = useState("");
  return (
    <div className={styles.halves}>
      <main className={styles.left}>
        <div className={styles.column}>
          <Brand large />
          <h1 className={styles.title}>{t("session:signIn.title")}</h1>
          <p className={styles.under}>{t("session:signIn.under")}</p>
          <SignInForm
            session={session}
            username={username}
            password={password}
            onUsername={setUsername}
            onPassword={setPassword}
          />
        </div>
      </main>
      <aside className={styles.right}>
        <div className={styles.facts}>
          <ConnectionFacts session={session} />
          {session.demo === null ? null : (
            <DemoAccounts
              demo={session.demo}
              chosen={username}
              onUse={(account) => {
                setUsername(account.username);
                setPassword(account.password);
              }}
            />
          )}
          <div className={styles.version}>
            <span>{t("session:version", { version: session.appVersion })}</span>
            <LanguageChoice />
          </div>
        </div>
      </aside>
    </div>
  );
}
