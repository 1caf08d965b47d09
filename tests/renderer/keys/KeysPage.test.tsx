import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { EXECUTOR, OPERATOR, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { DEVICE_KEYS, FINGERPRINTS, MY_KEY, SIGNER } from "#tests/support/pageFixtures/refundWorld.ts";
import { makeRefund, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { described, isOff, openRefunds, type } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const none = {
  mine: () => ({
    signer: null,
    onThisWorkstation: false,
    backupProven: false,
    address: null,
    balances: [],
    pinned: [],
  }),
};

describe("one's own signing key", () => {
  test("its address in full, what it holds, and whom it trusts by fingerprint", async () => {
    openRefunds("/keys", { user: EXECUTOR });
    const mine = await screen.findByRole("region", { name: "My signing key on this workstation" });
    await within(mine).findByText(SIGNER.address);
    expect(mine.textContent).toContain("2,140,880.510000 USDT");
    for (const print of FINGERPRINTS) expect(mine.textContent).toContain(print);
    // The same words stand in the list of device keys, or nobody could compare them.
    const others = screen.getByRole("region", { name: "Device keys of approvers" });
    for (const print of FINGERPRINTS) await within(others).findByText(print);
    expect(mine.textContent).toContain("by Ho Chi Fung");
  });

  test("R21.4 enrolling: PIN twice, approvers compared by fingerprint; then the backup, once, and its proof", async () => {
    const { page } = openRefunds("/keys", { user: EXECUTOR, keys: none });
    fireEvent.click(await screen.findByRole("button", { name: "Enrol a signing key" }));
    const dialog = await screen.findByRole("dialog");
    const make = within(dialog).getByRole("button", { name: "Make the key" });
    expect(isOff(make)).toBe(true);
    type(within(dialog).getByLabelText("Signing PIN"), "123456");
    expect(within(dialog).getByText("Not a row of digits.")).toBeTruthy();
    type(within(dialog).getByLabelText("Signing PIN"), "290184");
    type(within(dialog).getByLabelText("Signing PIN again"), "290185");
    expect(within(dialog).getByText("Not the same as above.")).toBeTruthy();
    type(within(dialog).getByLabelText("Signing PIN again"), "290184");
    for (const key of DEVICE_KEYS)
      fireEvent.click(await within(dialog).findByRole("checkbox", { name: new RegExp(key.user.name) }));
    expect(isOff(make)).toBe(true);
    fireEvent.click(within(dialog).getByRole("checkbox", { name: /I compared each fingerprint/ }));
    fireEvent.click(make);
    const backup = await screen.findByLabelText("Encrypted backup");
    expect(backup.textContent).toBe('{"version":3,"crypto":{}}');
    expect(inputsOf(page, "signingKey", "enrol")[0]).toMatchObject({
      pin: "290184",
      trust: DEVICE_KEYS.map((key) => key.id),
    });
    expect(document.body.innerHTML).not.toContain("290184");

    const proof = screen.getByRole("dialog");
    expect(isOff(within(proof).getByRole("button", { name: "Prove the backup" }))).toBe(true);
    expect(within(proof).getByText("Step 1 of 2")).toBeTruthy();
    fireEvent.click(within(proof).getByRole("button", { name: "Save the backup file" }));
    await within(proof).findByText("Step 2 of 2");
    within(proof).getByText("Saved. Now open the saved file below to prove it.");
    expect(inputsOf(page, "signingKey", "saveBackup")).toEqual([{ backup: '{"version":3,"crypto":{}}' }]);
    fireEvent.change(within(proof).getByLabelText("Choose the saved backup"), {
      target: { files: [new File(['{"version":3,"crypto":{}}'], "key.json")] },
    });
    await waitFor(() =>
      expect(within(proof).getByLabelText<HTMLTextAreaElement>("Or paste it").value).toContain("version"),
    );
    type(within(proof).getByLabelText("Signing PIN"), "290184");
    fireEvent.click(within(proof).getByRole("button", { name: "Prove the backup" }));
    await screen.findByText("The backup opens with the PIN and holds the same key.");
    expect(within(screen.getByRole("dialog")).getByText(SIGNER.address)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByLabelText("Encrypted backup")).toBeNull());
  });

  test.each([
    ["was retired", { ...SIGNER, status: "RETIRED" as const }, "A supervisor has retired it."],
    ["was never enrolled to the end", null, "The central service does not know it"],
  ])("a key that %s does not stand in the way of a new one", async (_what, signer, words) => {
    openRefunds("/keys", { user: EXECUTOR, keys: { mine: () => ({ ...MY_KEY, signer }) } });
    const mine = await screen.findByRole("region", { name: "My signing key on this workstation" });
    expect((await within(mine).findByRole("note")).textContent).toContain(words);
    fireEvent.click(within(mine).getByRole("button", { name: "Enrol a new signing key" }));
    expect(await screen.findByRole("dialog", { name: "Enrol a signing key" })).toBeTruthy();
  });

  test("a backup that is not kept, or cannot be, stays at the first step", async () => {
    let answer: () => { saved: boolean } = () => ({ saved: false });
    openRefunds("/keys", { user: EXECUTOR, keys: { ...none, saveBackup: () => answer() } });
    fireEvent.click(await screen.findByRole("button", { name: "Enrol a signing key" }));
    const dialog = await screen.findByRole("dialog");
    type(within(dialog).getByLabelText("Signing PIN"), "290184");
    type(within(dialog).getByLabelText("Signing PIN again"), "290184");
    fireEvent.click((await within(dialog).findAllByRole("checkbox"))[0] as HTMLElement);
    fireEvent.click(within(dialog).getByRole("checkbox", { name: /I compared each fingerprint/ }));
    fireEvent.click(within(dialog).getByRole("button", { name: "Make the key" }));
    await screen.findByLabelText("Encrypted backup");
    fireEvent.click(screen.getByRole("button", { name: "Save the backup file" }));
    await waitFor(() => expect(screen.queryByText("Choosing the place…")).toBeNull());
    expect(screen.getByText("Step 1 of 2")).toBeTruthy();
    answer = () => {
      throw new AppError("DISK_FULL", "The backup does not fit there.");
    };
    fireEvent.click(screen.getByRole("button", { name: "Save the backup file" }));
    await screen.findByText("DISK_FULL");
    expect(screen.getByText("Step 1 of 2")).toBeTruthy();
    expect(screen.getByLabelText("Encrypted backup").textContent).toContain('"version":3');
  });

  test("a file that is no backup, by its size or because it cannot be read, is named and changes nothing", async () => {
    openRefunds("/keys", { user: EXECUTOR });
    fireEvent.click(await screen.findByRole("button", { name: "Prove the backup" }));
    const dialog = await screen.findByRole("dialog");
    const choose = (file: File) =>
      fireEvent.change(within(dialog).getByLabelText("Choose the saved backup"), { target: { files: [file] } });
    choose(new File(["x".repeat(10_001)], "holiday.jpg"));
    expect(await within(dialog).findByText("This file is too large to be a backup of a signing key.")).toBeTruthy();
    const gone = new File(["{}"], "gone.json");
    gone.text = () => Promise.reject(new Error("the stick was pulled out"));
    choose(gone);
    expect(await within(dialog).findByText("The file could not be read. Choose it again.")).toBeTruthy();
    expect(within(dialog).getByLabelText<HTMLTextAreaElement>("Or paste it").value).toBe("");
    expect(isOff(within(dialog).getByRole("button", { name: "Prove the backup" }))).toBe(true);
  });

  test("a key whose backup was never proven says that it pays nothing, and how to go on", async () => {
    openRefunds("/keys", { user: EXECUTOR, keys: { mine: () => ({ ...MY_KEY, backupProven: false }) } });
    const mine = await screen.findByRole("region", { name: "My signing key on this workstation" });
    await within(mine).findByText("The backup of this key was never seen to open.");
    fireEvent.click(within(mine).getByRole("button", { name: "Prove the backup" }));
    expect(await screen.findByRole("dialog", { name: "Prove the backup" })).toBeTruthy();
  });

  test("a backup that does not open says so; the PIN is not kept", async () => {
    openRefunds("/keys", {
      user: EXECUTOR,
      keys: {
        proveBackup: () => {
          throw new AppError("SIGNER_PIN_WRONG", "wrong");
        },
      },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Prove the backup" }));
    const dialog = await screen.findByRole("dialog");
    type(within(dialog).getByLabelText("Or paste it"), "{}");
    type(within(dialog).getByLabelText("Signing PIN"), "000000");
    fireEvent.click(within(dialog).getByRole("button", { name: "Prove the backup" }));
    await within(dialog).findByText("SIGNER_PIN_WRONG");
    await waitFor(() => expect(within(dialog).getByLabelText<HTMLInputElement>("Signing PIN").value).toBe(""));
  });
});

describe("signers and device keys of others", () => {
  test("a supervisor approves a signer: compared, with password", async () => {
    const { page } = openRefunds("/keys", { user: SUPERVISOR });
    fireEvent.click(await screen.findByRole("button", { name: "Approve signer" }));
    const dialog = await screen.findByRole("dialog");
    const approve = within(dialog).getByRole("button", { name: "Approve signer" });
    expect(within(dialog).getByText(SIGNER.address)).toBeTruthy();
    type(within(dialog).getByLabelText("Password, to prove it is you"), "demo-supervisor");
    expect(isOff(approve)).toBe(true);
    fireEvent.click(within(dialog).getByRole("checkbox"));
    fireEvent.click(approve);
    await waitFor(() =>
      expect(inputsOf(page, "signingKey", "approve")[0]).toMatchObject({ version: 2, proof: "demo-supervisor" }),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
  test("a supervisor takes a signer out of use, with a reason for the log and the version that was seen", async () => {
    const { page } = openRefunds("/keys", { user: SUPERVISOR });
    const [button] = await screen.findAllByRole("button", { name: /^Retire the signing key of Ng Tsz Kit on desk-7$/ });
    fireEvent.click(button as HTMLElement);
    const dialog = await screen.findByRole("dialog", { name: "Take the signing key of Ng Tsz Kit out of use?" });
    const act = within(dialog).getByRole("button", { name: "Take out of use" });
    expect(isOff(act)).toBe(true);
    expect(within(dialog).getByText(SIGNER.address)).toBeTruthy();
    type(within(dialog).getByLabelText(/^Reason/), "The workstation was lost");
    fireEvent.click(act);
    await waitFor(() =>
      expect(inputsOf(page, "signingKey", "retire")[0]).toMatchObject({
        id: SIGNER.id,
        version: 2,
        remarks: "The workstation was lost",
      }),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
  test("a signer with a payment under way stays, and the dialog says which", async () => {
    openRefunds("/keys", {
      user: SUPERVISOR,
      keys: {
        retire: () => {
          throw new AppError(
            "SIGNER_HAS_OPEN_SLOTS",
            "RF-20261122-000004 was begun with this key and is not final yet",
          );
        },
      },
    });
    fireEvent.click((await screen.findAllByRole("button", { name: /^Retire/ }))[0] as HTMLElement);
    const dialog = await screen.findByRole("dialog");
    type(within(dialog).getByLabelText(/^Reason/), "Replaced");
    fireEvent.click(within(dialog).getByRole("button", { name: "Take out of use" }));
    expect((await within(dialog).findByText(/RF-20261122-000004/)).textContent).toContain("not final yet");
  });
  test.each([
    ["EXPIRED" as const, "was claimed with this key and ended without a payment. The key pays nothing else."],
    ["APPROVED" as const, "was claimed with this key and not signed yet. It must be executed first,"],
  ])("F14 a signer that is blocked by a refund which is %s says so, with the way out", async (status, words) => {
    const slot = { chainId: 31337, from: SIGNER.address, nonce: "4" };
    const refund = makeRefund({ status, slot: { ...refundIn("SIGNING").slot, ...slot }, attempts: [] });
    const paid = { ...refundIn("COMPLETED"), slot: { ...refundIn("SIGNING").slot, ...slot } } as typeof refund;
    openRefunds("/keys", { user: SUPERVISOR, refunds: [refund, paid] });
    const signers = await screen.findByRole("region", { name: "Signers" });
    const [note, ...more] = await within(signers).findAllByRole("note");
    expect(note?.textContent).toContain(`${refund.refundNo} ${words}`);
    // Once for each signer of the fixtures, which share one address; never for what was paid.
    expect(more).toHaveLength(1);
    expect(
      within(note as HTMLElement)
        .getByRole("link")
        .getAttribute("href"),
    ).toBe(`/refunds/${refund.id}`);
  });
  test("R3.3 who may not approve signers is not offered to retire one", async () => {
    openRefunds("/keys", { user: EXECUTOR });
    await screen.findByRole("button", { name: "Approve signer" });
    expect(screen.queryAllByRole("button", { name: /^Retire/ })).toEqual([]);
  });
  test("I3 an executor does not approve his own key", async () => {
    openRefunds("/keys", { user: EXECUTOR });
    const button = await screen.findByRole("button", { name: "Approve signer" });
    expect(isOff(button)).toBe(true);
    expect(described(button)).toContain("Your own key. A supervisor must approve it.");
  });
  test("R3.4 without the right to read signers the page names it", async () => {
    openRefunds("/keys", { user: OPERATOR });
    expect(await screen.findByText(/You lack the permission "Signer.Read"/)).toBeTruthy();
  });
});
