import { IconCheck } from "@tabler/icons-react";
import type { SessionState } from "#shared/contract/ipc.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import styles from "./session.module.css";

type Demo = NonNullable<SessionState["demo"]>;

/** In demo mode only: who there is, what each may do, and one press to fill in the form. */
export function DemoAccounts({
  demo,
  chosen,
  onUse,
}: {
  demo: Demo;
  chosen: string;
  onUse: (account: Demo["accounts"][number]) => void;
}) {
  return (
    <section className={styles.demo} aria-label="Demo accounts">
      <h2 className={styles.heading}>Demo accounts</h2>
      <p className={styles.demoNote}>
        The password is <code>demo-</code> and the user name. A refund needs two people, a large one three. The executor
        signs with the PIN <code>{demo.signingPin}</code>.
      </p>
      <table className={styles.accounts}>
        <thead>
          <tr>
            <th scope="col">User name</th>
            <th scope="col">Role</th>
            <th scope="col">May</th>
            <th scope="col">
              <span className="spoken">Use</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {demo.accounts.map((account) => {
            const isChosen = account.username === chosen;
            return (
              <tr key={account.username} className={classNames(isChosen && styles.chosen)}>
                <td>
                  <code>{account.username}</code>
                </td>
                <td>{account.role}</td>
                <td className="secondary">{account.may}</td>
                <td className={styles.use}>
                  {isChosen ? <IconCheck size={15} stroke={1.75} role="img" aria-label="chosen" /> : null}
                  <Button
                    variant="link"
                    className={isChosen ? styles.chosenUse : undefined}
                    aria-label={`Use ${account.username}`}
                    onClick={() => onUse(account)}
                  >
                    Use
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
