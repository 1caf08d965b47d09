/** The life of a payment key in the real window, on services of its own: taken out of use, a new one enrolled, its backup kept and proven, approved. */
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startDemoServices } from "#scripts/demo/demoServices.ts";
import { openWindow } from "#scripts/demo/deskWindow.ts";
import * as operator from "#scripts/demo/operator.ts";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { DEMO_SIGNING_PIN } from "#main/session/demoAccounts.ts";

const RECORDS = 60;

test("money safety: a key is retired with a reason; the next one pays only after its kept backup was opened again", async () => {
  // With services to start, and three keys to make, each of which costs seconds on purpose.
  test.setTimeout(360_000);
  const folder = await mkdtemp(join(tmpdir(), "deposit-desk-e2e-key-"));
  // A key stays in use while its payments are watched, so that the other tests' world would keep it for minutes.
  const services = await startDemoServices({
    folder: join(folder, "services"),
    say: () => undefined,
    customers: false,
    records: RECORDS,
  });
  const window = await openWindow({
    connect: services.centralUrl,
    nodes: [`DEVNET=${services.chainUrl}`],
    demo: true,
    profile: join(folder, "profile"),
    keychainService: `Deposit Desk e2e ${process.pid} signing key`,
  });
  const { page } = window;
  const mine = page.getByRole("region", { name: "My signing key on this workstation" });
  const signers = page.getByRole("region", { name: "Signers" });
  try {
    await operator.signIn(page, "executor");
    await operator.waitForSigningKey(page);
    const before = /0x[0-9a-fA-F]{40}/.exec((await mine.textContent()) ?? "")?.[0];

    await operator.becomes(page, "supervisor");
    await operator.openPlace(page, "Signing key");
    const old = signers.getByRole("listitem").filter({ hasText: before ?? "no address" });
    await old.getByRole("button", { name: /^Retire the signing key of Ng Tsz Kit/ }).click();
    const retire = page.getByRole("dialog", { name: /out of use/ });
    await retire.getByLabel("Reason").fill("Replaced in a drill");
    await retire.getByRole("button", { name: "Take out of use" }).click();
    await expect(retire).toHaveCount(0);
    await expect(old.getByText("Retired", { exact: true })).toBeVisible();

    await operator.becomes(page, "executor");
    await operator.openPlace(page, "Signing key");
    await mine.getByRole("button", { name: "Enrol a new signing key" }).click();
    const enrol = page.getByRole("dialog", { name: "Enrol a signing key" });
    await enrol.getByLabel("Signing PIN", { exact: true }).fill(DEMO_SIGNING_PIN);
    await enrol.getByLabel("Signing PIN again").fill(DEMO_SIGNING_PIN);
    const trusted = enrol.getByRole("group", { name: "Approvers this key trusts" }).getByRole("checkbox");
    await expect(trusted).toHaveCount(2);
    for (const box of await trusted.all()) await box.check();
    await enrol.getByRole("checkbox", { name: /I compared each fingerprint/ }).check();
    await enrol.getByRole("button", { name: "Make the key" }).click();

    // The operating system's dialog cannot be driven; what the person answers in it can be given.
    const kept = join(folder, "kept-backup.json");
    await window.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, kept);
    const proof = page.getByRole("dialog", { name: "Keep the backup, then prove it" });
    await proof.getByRole("button", { name: "Save the backup file" }).click();
    await expect(proof.getByText("Step 2 of 2")).toBeVisible();
    expect((await stat(kept)).mode & 0o777).toBe(0o600);
    const text = await readFile(kept, "utf8");
    expect(JSON.parse(text)).toMatchObject({ version: 3 });
    expect(await page.content()).not.toContain(kept);
    await proof.getByLabel("Choose the saved backup").setInputFiles(kept);
    await proof.getByLabel("Signing PIN").fill(DEMO_SIGNING_PIN);
    await proof.getByRole("button", { name: "Prove the backup" }).click();
    await expect(proof.getByText("The backup opens with the PIN and holds the same key.")).toBeVisible();
    await proof.getByRole("button", { name: "Done" }).click();

    await operator.becomes(page, "supervisor");
    await operator.openPlace(page, "Signing key");
    await signers.getByRole("button", { name: "Approve signer" }).click();
    const approve = page.getByRole("dialog", { name: /^Approve the signing key/ });
    await approve.getByRole("checkbox").check();
    await approve.getByLabel("Password, to prove it is you").fill(demoPassword("supervisor"));
    await approve.getByRole("button", { name: "Approve signer" }).click();
    await expect(approve).toHaveCount(0);

    await operator.becomes(page, "executor");
    await operator.waitForSigningKey(page);
    const after = /0x[0-9a-fA-F]{40}/.exec((await mine.textContent()) ?? "")?.[0];
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
    await expect(mine.getByText("The backup of this key was never seen to open.")).toHaveCount(0);
  } finally {
    await window.close();
    await services.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
