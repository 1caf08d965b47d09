import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { DEPOSIT_STATUSES, DEPOSIT_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { refundInput } from "#shared/contract/refund.ts";
import { hashFile, LARGEST_ATTACHMENT, MOST_ATTACHMENTS } from "#renderer/features/refunds/attachments.ts";
import { newRefundForm, toDraft } from "#renderer/features/refunds/refundForm.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import {
  CLIENT_ADDRESS,
  LOOKALIKE_ADDRESS,
  makeAddress,
  makeDeposit,
  OTHER_ADDRESS,
} from "#tests/support/pageFixtures/records.ts";
import { depositWith, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { QUOTE } from "#tests/support/pageFixtures/refundWorld.ts";
import { isOff, openRefunds, type, type OpenRefunds } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const PATH = `/records/${idOf("deposit", 1)}/refund`;
const review = () => fireEvent.click(screen.getByRole("button", { name: "Review the request" }));
const send = () => fireEvent.click(screen.getByRole("button", { name: "Request Refund" }));
const requests = (opened: OpenRefunds) => inputsOf(opened.page, "refunds", "request");

async function fill({ address = CLIENT_ADDRESS } = {}): Promise<void> {
  type(await screen.findByLabelText("Reason for the refund"), "Sent from the wrong wallet set");
  type(screen.getByLabelText("Method of the identity check"), "CALL_BACK");
  type(screen.getByLabelText("Reference"), "CB-88213");
  type(screen.getByLabelText("Who asked, on the client's side"), "Ms Lau, account holder");
  type(
    screen.getByLabelText("What was checked, and on what basis the refund is legitimate"),
    "Called back, date of birth confirmed",
  );
  fireEvent.click(screen.getByLabelText("The refund address belongs to the person whose identity was checked"));
  fireEvent.click(screen.getByLabelText("Nobody else is paid: no third party receives this refund"));
  fireEvent.click(screen.getByRole("radio", { name: new RegExp(address) }));
}
/** Answers with a pending refund, as the central service does. */
const accept = { request: () => refundIn("PENDING_APPROVAL", { id: idOf("refund", 50) }) };

describe("who may come here", () => {
  test.each(DEPOSIT_STATUSES.filter((status) => status !== "CREDITED"))(
    "R17.1 a record in %s shows why not, and no form",
    async (status) => {
      openRefunds(PATH, {
        deposit: makeDeposit({ status, holdReason: status === "ON_HOLD" ? "UNKNOWN_SOURCE" : null }),
      });
      await screen.findByText(`Only "Credited" can be refunded — this is ${DEPOSIT_STATUS_LABELS[status]}.`);
      expect(screen.queryByLabelText("Refund amount")).toBeNull();
    },
  );
  test("R17.3 while another refund runs there is a way to it, and no form", async () => {
    const refund = refundIn("APPROVED");
    openRefunds(PATH, { deposit: depositWith(refund), refunds: [refund] });
    expect(await screen.findByRole("link", { name: `Open ${refund.refundNo}` })).toBeTruthy();
    expect(screen.queryByLabelText("Refund amount")).toBeNull();
  });
  test("the preconditions are listed with their present value", async () => {
    openRefunds(PATH, { addresses: [makeAddress({ status: "REVOKED" })] });
    const list = await screen.findByRole("list", { name: "Preconditions" });
    const lines = within(list)
      .getAllByRole("listitem")
      .map((item) => item.textContent);
    expect(lines).toContain("The record is CreditedCredited");
    expect(lines).toContain("A Verified address on this networknone");
  });
});

describe("address and network", () => {
  test("R20.1 only Verified addresses may be chosen; each other says why and what is left to do", async () => {
    openRefunds(PATH);
    const group = await screen.findByRole("radiogroup", { name: "Refund address" });
    const state = within(group)
      .getAllByRole<HTMLInputElement>("radio")
      .map((radio) => [radio.value, radio.disabled]);
    expect(state).toEqual([
      [CLIENT_ADDRESS, false],
      [OTHER_ADDRESS, false],
      [LOOKALIKE_ADDRESS, true],
      ["0x28aED8ff2cA1b7e4C6A5b8Cdd9bE53f307CFef58", true],
    ]);
    expect(group.textContent).toContain(
      "Not Verified. Start its proof under Addresses; then a supervisor whitelists it.",
    );
    expect(group.textContent).toContain("Revoked. It can never be used. The client must name another one.");
    expect(group.textContent).toContain("Signed message, verified by Siu Ka Man, 3 Nov 2026");
  });
  test("R20.1 the address that the client stated is compared whole and chooses its match", async () => {
    openRefunds(PATH);
    const stated = await screen.findByLabelText(/Address the client stated/);
    type(stated, OTHER_ADDRESS.toLowerCase());
    expect(screen.getByText("40 of 40 characters equal the Verified address.")).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("radio", { name: new RegExp(OTHER_ADDRESS) }).checked).toBe(true);
    type(stated, LOOKALIKE_ADDRESS);
    expect(screen.getAllByText(/Start its proof under Addresses/).length).toBeGreaterThan(1);
    type(stated, `${CLIENT_ADDRESS.slice(0, -1)}0`);
    expect(screen.getByText(/Not in this client's address book/)).toBeTruthy();
    await fill();
    review();
    expect(screen.queryByText("You are about to request")).toBeNull();
  });
  test("R20.1 a stated address that is another Verified one than the chosen stands in the way and shows the places", async () => {
    openRefunds(PATH);
    await fill();
    type(screen.getByLabelText(/Address the client stated/), OTHER_ADDRESS);
    expect(screen.getByText(/of 40 characters equal, groups/)).toBeTruthy();
    review();
    expect(screen.queryByText("You are about to request")).toBeNull();
  });
  test("feature 28 R20.2 the network is the deposit's and cannot be changed", async () => {
    openRefunds(PATH);
    const network = await screen.findByLabelText<HTMLSelectElement>("Network");
    expect(network.disabled).toBe(true);
    expect([...network.options].map((option) => option.value)).toEqual(["DEVNET"]);
  });
});

describe("amount", () => {
  test("R20.4 it starts as the received amount, exact to the last digit, never the declared one", async () => {
    const amount = "1234.567891234567890123";
    openRefunds(PATH, {
      deposit: makeDeposit({ declaredAmount: "9999", receivedAmount: amount, creditedAmount: amount, currency: "ETH" }),
    });
    expect((await screen.findByLabelText<HTMLInputElement>("Refund amount")).value).toBe(amount);
  });
  test("feature 31 feature 25 R20.5 R20.7 a change opens the reason and the rest; back to the deposit amount closes them", async () => {
    const opened = openRefunds(PATH, { answers: accept });
    await fill();
    expect(screen.queryByLabelText("Reason for adjustment")).toBeNull();
    type(screen.getByLabelText("Refund amount"), "48000");
    expect(screen.getByText("−250 USDT")).toBeTruthy();
    review();
    expect(screen.getByText("State the reason for adjustment.")).toBeTruthy();
    expect(screen.getByText("Say what becomes of the rest.")).toBeTruthy();
    type(screen.getByLabelText("Reason for adjustment"), "Network fee kept as agreed");
    fireEvent.click(screen.getByRole("radio", { name: "Kept as a fee" }));
    review();
    await screen.findByText("You are about to request");
    expect(screen.getByRole("region", { name: "Review of the request" }).textContent).toContain(
      "−250 USDT against the deposit amount",
    );
    send();
    await waitFor(() => expect(requests(opened)).toHaveLength(1));
    expect(requests(opened)[0]).toMatchObject({
      amount: "48000",
      adjustmentReason: "Network fee kept as agreed",
      remainder: "FEE",
    });
  });
  test("R20.5 set back, however written, nothing is asked and nothing of the change is sent", async () => {
    const opened = openRefunds(PATH, { answers: accept });
    await fill();
    type(screen.getByLabelText("Refund amount"), "48000");
    type(screen.getByLabelText("Reason for adjustment"), "a slip");
    type(screen.getByLabelText("Refund amount"), "48250.00");
    expect(screen.queryByLabelText("Reason for adjustment")).toBeNull();
    review();
    await screen.findByText("You are about to request");
    send();
    await waitFor(() =>
      expect(requests(opened)[0]).toMatchObject({ amount: "48250", adjustmentReason: null, remainder: null }),
    );
  });
  test.each([
    ["48250.000001", "More than the deposit. At most 48250 can be refunded."],
    ["0", "Write the amount above 0"],
    ["1e3", "Write the amount above 0"],
    ["48000.0000001", "This currency has 6 decimals"],
  ])("R20.6 %s is refused at the field", async (amount, words) => {
    openRefunds(PATH);
    await fill();
    type(screen.getByLabelText("Refund amount"), amount);
    expect(screen.getByText(new RegExp(words))).toBeTruthy();
    review();
    expect(screen.queryByText("You are about to request")).toBeNull();
  });
});

describe("identity and legitimacy", () => {
  test("R18.1 it cannot go on while an item is open; the first open field takes the focus", async () => {
    openRefunds(PATH);
    await screen.findByText("2 of 8 answered");
    review();
    expect(screen.getByText("Say how the client's identity was checked.")).toBeTruthy();
    expect(screen.getByText("Confirm that nobody else is paid.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Reason for the refund")));
    await fill();
    expect(screen.getByText("8 of 8 answered")).toBeTruthy();
    type(screen.getByLabelText("Checked at"), "2026-11-22 25:00");
    review();
    expect(screen.getByText("Write it as 2026-11-22 14:30.")).toBeTruthy();
  });
  test("feature 30 R18.2 attachments are part of the request as name and SHA-256, each content once", async () => {
    const opened = openRefunds(PATH, { answers: accept });
    await fill();
    const file = (name: string) => new File(["abc"], name);
    fireEvent.change(screen.getByLabelText("Attach files"), {
      target: { files: [file("instruction.pdf"), file("copy.pdf")] },
    });
    await screen.findByText("instruction.pdf");
    review();
    send();
    await waitFor(() =>
      expect(requests(opened)[0]?.identityCheck.attachments).toEqual([
        { name: "instruction.pdf", sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
      ]),
    );
  });
  test("R18.2 files that are too large, too many or unreadable are named, and what is attached stays", async () => {
    openRefunds(PATH, { answers: accept });
    await fill();
    const attach = (...files: File[]) => fireEvent.change(screen.getByLabelText("Attach files"), { target: { files } });
    attach(new File(["good"], "good.pdf"));
    await screen.findByText("good.pdf");
    const huge = new File(["x"], "scan.tiff");
    Object.defineProperty(huge, "size", { value: LARGEST_ATTACHMENT + 1 });
    attach(huge, new File(["also good"], "second.pdf"));
    expect(await screen.findByText("scan.tiff is larger than 50 MB and was left out.")).toBeTruthy();
    await screen.findByText("second.pdf");
    const gone = new File(["x"], "gone.pdf");
    gone.arrayBuffer = () => Promise.reject(new Error("the share went away"));
    attach(gone, new File(["third"], "third.pdf"));
    expect(await screen.findByText("A file could not be read. Nothing was added; choose it again.")).toBeTruthy();
    expect(screen.queryByText("third.pdf")).toBeNull();
    attach(...Array.from({ length: MOST_ATTACHMENTS }, (_, number) => new File([`${number}`], `page-${number}.pdf`)));
    expect(await screen.findByText("At most 20 files can be attached; the last 2 were left out.")).toBeTruthy();
    expect(screen.getAllByRole("button", { name: /^Remove .*\.pdf$/ })).toHaveLength(MOST_ATTACHMENTS);
  });
  test("R18.2 the hash is that of the file's bytes", async () => {
    const bytes = {
      name: "x",
      arrayBuffer: () => Promise.resolve(new TextEncoder().encode("abc").buffer as ArrayBuffer),
    };
    const hashed = await hashFile(bytes, (algorithm, data) => crypto.subtle.digest(algorithm, data));
    expect(hashed.sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
  test("feature 32 R17.2 a forced refund asks for its basis and is sent as such", async () => {
    const opened = openRefunds(PATH, { answers: accept });
    await fill();
    fireEvent.click(screen.getByRole("radio", { name: "Forced refund" }));
    expect(screen.getByLabelText("Basis of the forced refund")).toBeTruthy();
    review();
    send();
    await waitFor(() => expect(requests(opened)[0]).toMatchObject({ kind: "FORCED" }));
  });
});

describe("fee, simulation, warning", () => {
  test("R20.9 fee, cap and simulation are shown when address and amount stand", async () => {
    const opened = openRefunds(PATH);
    await screen.findByText("Shown when an address is chosen and the amount is right.");
    await fill();
    const panel = screen.getByRole("region", { name: "Fee and simulation" });
    await within(panel).findByText("Simulated: the transfer succeeds");
    expect(panel.textContent).toContain("0.00161 ETH");
    expect(panel.textContent).toContain("0.006 ETH paid by the broker on top");
    expect(inputsOf(opened.page, "refunds", "quote")[0]).toEqual({
      depositId: idOf("deposit", 1),
      refundAddressId: idOf("address", 1),
      amount: "48250",
    });
  });
  test("R20.9 a payment that would fail is not requested", async () => {
    const opened = openRefunds(PATH, {
      answers: {
        ...accept,
        quote: () => ({ ...QUOTE, simulation: { ok: false, detail: "The token refuses the transfer" } }),
      },
    });
    await fill();
    await screen.findByText("The token refuses the transfer");
    review();
    const button = await screen.findByRole("button", { name: "Request Refund" });
    expect(isOff(button)).toBe(true);
    fireEvent.click(button);
    expect(requests(opened)).toHaveLength(0);
  });
  test("feature 29 R20.8 a contract or exchange as the source is warned of", async () => {
    const sourceWarning = "The deposit came from an exchange wallet. Paying back to it may lose the money.";
    openRefunds(PATH, { answers: { quote: () => ({ ...QUOTE, sourceWarning }) } });
    await fill();
    expect(await screen.findByText(sourceWarning)).toBeTruthy();
  });
});

describe("sending", () => {
  test("R17.1 what was reviewed is what is sent, once, with the version that was seen", async () => {
    const opened = openRefunds(PATH, { answers: accept });
    await fill();
    review();
    await screen.findByText("You are about to request");
    send();
    send();
    await waitFor(() => expect(opened.history.location.pathname).toBe(`/refunds/${idOf("refund", 50)}`));
    expect(requests(opened)).toHaveLength(1);
    const { depositId, version, idempotencyKey, ...input } = requests(opened)[0]!;
    expect({ depositId, version }).toEqual({ depositId: idOf("deposit", 1), version: 31 });
    expect(idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    expect(refundInput.safeParse(input).success).toBe(true);
    expect(inputsOf(opened.page, "refunds", "discardDraft")).toHaveLength(1);
  });
  test("nothing is lost on failure: an unanswered request is the same request again, an answered one is a new one", async () => {
    let answers: AppError[] = [
      new AppError("TIMEOUT", "no answer"),
      new AppError("SCREENING_HIT", "hit"),
      new AppError("SCREENING_HIT", "hit"),
    ];
    const opened = openRefunds(PATH, {
      answers: {
        request: () => {
          const [first, ...rest] = answers;
          answers = rest;
          throw first ?? new Error("asked once too often");
        },
      },
    });
    await fill();
    review();
    for (const times of [1, 2, 3]) {
      await waitFor(() => expect(isOff(screen.getByRole("button", { name: "Request Refund" }))).toBe(false));
      send();
      await waitFor(() => expect(requests(opened)).toHaveLength(times));
    }
    const keys = requests(opened).map((request) => request.idempotencyKey);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[1]);
    await waitFor(() => expect(document.body.textContent).toContain("SCREENING_HIT"));
    fireEvent.click(screen.getByRole("button", { name: "Back to the form" }));
    expect(screen.getByLabelText<HTMLInputElement>("Reference").value).toBe("CB-88213");
  });
  test("a field that the central service refuses is named at the field", async () => {
    openRefunds(PATH, {
      answers: {
        request: () => {
          throw new AppError("VALIDATION_FAILED", "wrong", {
            extra: {
              errors: [
                { pointer: "/identityCheck/reference", code: "unknown", detail: "This call-back is not on file" },
              ],
            },
          });
        },
      },
    });
    await fill();
    review();
    send();
    const field = await screen.findByLabelText("Reference");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getAllByText("This call-back is not on file").length).toBeGreaterThan(0);
    type(field, "CB-88214");
    await waitFor(() => expect(document.body.textContent).not.toContain("This call-back is not on file"));
  });
  test("I7 a record that changed during the review is reviewed again before anything is sent", async () => {
    const opened = openRefunds(PATH, { answers: accept });
    await fill();
    review();
    act(() => opened.page.change((desk) => (desk.deposits[0] = makeDeposit({ version: 32 }))));
    await screen.findByText("The record changed while you reviewed. Go back to the form and review it again.");
    send();
    expect(requests(opened)).toHaveLength(0);
  });
  test("R24.1 offline it can be written and reviewed, not sent", async () => {
    const opened = openRefunds(PATH, { answers: accept, sync: { phase: "OFFLINE" } });
    await fill();
    review();
    expect(isOff(await screen.findByRole("button", { name: "Request Refund" }))).toBe(true);
    expect(document.body.textContent).toContain("A refund request needs a connection. The draft is kept until then.");
    send();
    expect(requests(opened)).toHaveLength(0);
  });
});

describe("the draft", () => {
  test("R24.2 what is written is kept a moment later, and again on leaving", async () => {
    const opened = openRefunds(PATH);
    type(await screen.findByLabelText("Reason for the refund"), "half a reason");
    await waitFor(() => expect(document.body.textContent).toContain("Draft kept 14:02:11 on this computer."));
    expect(opened.world.draft).toMatchObject({
      depositId: idOf("deposit", 1),
      depositVersion: 31,
      reason: "half a reason",
    });
    type(screen.getByLabelText("Reference"), "CB-1");
    act(() => opened.history.push(`/records/${idOf("deposit", 1)}`));
    await waitFor(() => expect(opened.world.draft?.identityCheck.reference).toBe("CB-1"));
  });
  test("R24.2 it comes back, and says when the record has moved on since", async () => {
    const form = {
      ...newRefundForm(makeDeposit(), "Cheung Mei Yan", NOW),
      reason: "written yesterday",
      amount: "48000",
    };
    openRefunds(PATH, { draft: toDraft(form, { id: idOf("deposit", 1), version: 30 }) });
    expect((await screen.findByLabelText<HTMLTextAreaElement>("Reason for the refund")).value).toBe(
      "written yesterday",
    );
    expect(screen.getByLabelText<HTMLInputElement>("Refund amount").value).toBe("48000");
    expect(document.body.textContent).toContain("version 30 of the record, which is now at version 31");
  });
  test("R24.2 it is there again when the page is opened once more a moment later", async () => {
    const opened = openRefunds(PATH);
    type(await screen.findByLabelText("Reason for the refund"), "half a reason");
    await waitFor(() => expect(document.body.textContent).toContain("Draft kept"));
    act(() => opened.history.push(`/records/${idOf("deposit", 1)}`));
    await screen.findByRole("heading", { name: /48,250/, level: 1 });
    act(() => opened.history.push(PATH));
    expect((await screen.findByLabelText<HTMLTextAreaElement>("Reason for the refund")).value).toBe("half a reason");
  });
  test("a draft that cannot be kept says so and the form stays", async () => {
    openRefunds(PATH, {
      answers: {
        saveDraft: () => {
          throw new AppError("DISK_FULL", "no space");
        },
      },
    });
    type(await screen.findByLabelText("Reason for the refund"), "half a reason");
    await screen.findByText(/The draft could not be kept/);
    expect(screen.getByLabelText<HTMLTextAreaElement>("Reason for the refund").value).toBe("half a reason");
  });
  test("it is thrown away on a second word only", async () => {
    const opened = openRefunds(PATH);
    type(await screen.findByLabelText("Reason for the refund"), "half a reason");
    await waitFor(() => expect(document.body.textContent).toContain("Draft kept"));
    fireEvent.click(screen.getByRole("button", { name: "Discard draft" }));
    fireEvent.click(await screen.findByRole("button", { name: "Keep the draft" }));
    expect(opened.world.draft).not.toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Discard draft" }));
    fireEvent.click(await screen.findByRole("button", { name: "Discard the draft" }));
    await waitFor(() => expect(opened.world.draft).toBeNull());
  });
});
