import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AppError } from "#shared/errors.ts";
import { DEMO_SESSION, inputsOf } from "#tests/support/pageApi.ts";
import { OPERATOR } from "#tests/support/pageFixtures/people.ts";
import { makeRecords } from "#tests/support/pageFixtures/desk.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const signedOut = { session: DEMO_SESSION };
const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe("signing in", () => {
  test("R2.1 before it nothing but the sign-in is visible, and nothing but the session is asked", async () => {
    const { page } = renderApp("/records", { desk: signedOut });
    await screen.findByRole("heading", { name: "Sign in" });
    expect(screen.queryByRole("navigation", { name: "Main menu" })).toBeNull();
    expect(new Set(page.asked.map((one) => one.name))).toEqual(new Set(["session.state", "system.settings"]));
  });

  test("says what one is connecting to", async () => {
    renderApp("/", { desk: signedOut });
    const facts = await screen.findByRole("region", { name: "You are connecting to" });
    for (const words of [
      "TEST, demo",
      "127.0.0.1, started with this window",
      "Local test chain, chain id 31337",
      "Available, holds the demo keys",
      "invented",
    ])
      expect(facts.textContent).toContain(words);
    expect(screen.getByRole("note", { name: "Environment TEST, demo, this computer only" })).toBeTruthy();
  });

  test("Use fills in a demo account, and signing in opens the records", async () => {
    const { page } = renderApp("/records", { desk: signedOut });
    fireEvent.click(await screen.findByRole("button", { name: "Use operator" }));
    expect(screen.getByLabelText<HTMLInputElement>("User name").value).toBe("operator");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await screen.findByRole("heading", { level: 1, name: "Deposit Records" });
    expect(inputsOf(page, "session", "signIn")).toEqual([{ username: "operator", password: "demo-operator" }]);
  });

  test("an empty field is named and gets the focus", async () => {
    const { page } = renderApp("/", { desk: signedOut });
    fireEvent.click(await screen.findByRole("button", { name: "Sign in" }));
    expect(await screen.findByText("Enter your user name.")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("User name"));
    expect(inputsOf(page, "session", "signIn")).toHaveLength(0);
  });

  test("a wrong password is said without telling which was wrong; the password is emptied", async () => {
    renderApp("/", { desk: signedOut });
    await screen.findByLabelText("User name");
    fill("User name", "operator");
    fill("Password", "wrong");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect((await screen.findByRole("alert")).textContent).toMatch(
      /User name or password is wrong\. .*INVALID_CREDENTIALS/,
    );
    expect(screen.getByLabelText<HTMLInputElement>("Password").value).toBe("");
  });

  test("a locked account says how long to wait, and cannot try before", async () => {
    const { page } = renderApp("/", {
      desk: signedOut,
      overrides: {
        session: {
          signIn: () => {
            throw new AppError("ACCOUNT_LOCKED", "locked", { extra: { unlockAt: "2026-11-22T06:04:11.000Z" } });
          },
        },
      },
    });
    await screen.findByLabelText("User name");
    fill("User name", "operator");
    fill("Password", "wrong");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Try again in 2 min.");
    fill("Password", "again");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(inputsOf(page, "session", "signIn")).toHaveLength(1);
  });

  test("too many tries in a short time: says how many seconds to wait, counts them down, and tries no earlier", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    let at = Date.parse("2026-11-22T06:02:11.000Z");
    const { page } = renderApp("/", {
      desk: signedOut,
      now: () => at,
      overrides: {
        session: {
          signIn: () => {
            throw new AppError("RATE_LIMITED", "slow down", { extra: { retryAfterSeconds: 9 } });
          },
        },
      },
    });
    await screen.findByLabelText("User name");
    fill("User name", "operator");
    fill("Password", "right");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect((await screen.findByRole("alert")).textContent).toMatch(/Try again in 10 s\. Code RATE_LIMITED/);
    fill("Password", "right");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(inputsOf(page, "session", "signIn")).toHaveLength(1);
    at += 10_000;
    act(() => void vi.advanceTimersByTime(1_000));
    expect(screen.getByRole("alert").textContent).not.toContain("Try again in");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(inputsOf(page, "session", "signIn")).toHaveLength(2));
  });

  test("an account with an authenticator is asked for its code", async () => {
    const { page } = renderApp("/", {
      desk: signedOut,
      overrides: {
        session: {
          signIn: ({ totpCode }) => {
            if (totpCode === undefined) throw new AppError("TOTP_REQUIRED", "code needed");
            throw new AppError("TOTP_INVALID", "wrong code");
          },
        },
      },
    });
    await screen.findByLabelText("User name");
    fill("User name", "operator");
    fill("Password", "right");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    const code = await screen.findByLabelText("Authenticator code");
    fireEvent.change(code, { target: { value: "12 34 56" } });
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(inputsOf(page, "session", "signIn").at(-1)).toMatchObject({ totpCode: "123456" }));
  });

  test("Caps Lock is told", async () => {
    renderApp("/", { desk: signedOut });
    const password = await screen.findByLabelText("Password");
    const event = new KeyboardEvent("keydown", { key: "A", bubbles: true });
    Object.defineProperty(event, "getModifierState", { value: (name: string) => name === "CapsLock" });
    act(() => void password.dispatchEvent(event));
    expect(await screen.findByText("Caps Lock is on.")).toBeTruthy();
  });

  test("without a keychain it says so and does not sign in", async () => {
    const { page } = renderApp("/", {
      desk: { session: { ...DEMO_SESSION, keychain: { available: false, problem: "The login keyring is locked." } } },
    });
    expect(await screen.findByText("The login keyring is locked.")).toBeTruthy();
    fill("User name", "operator");
    fill("Password", "demo-operator");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(inputsOf(page, "session", "signIn")).toHaveLength(0);
  });

  test("a fault that stops the program is all there is to see, with what to do", async () => {
    renderApp("/", {
      desk: {
        session: {
          ...DEMO_SESSION,
          fatal: { title: "The keychain cannot be used", advice: "Unlock it and start again." },
        },
      },
    });
    expect(await screen.findByText("Unlock it and start again.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Sign in" })).toBeNull();
  });
});

describe("locking", () => {
  test("R2.5 while the service is away the lock says who checks the password, until when one may read, and that nothing can be changed", async () => {
    const session = {
      ...DEMO_SESSION,
      phase: "LOCKED" as const,
      user: OPERATOR,
      reason: "Deposit Desk was started again.",
    };
    renderApp("/records", { desk: { session: { ...session, offlineUntil: "2026-11-22T10:30:00.000Z" } } });
    await screen.findByRole("heading", { name: "Locked" });
    const words = screen.getByText(/Your password is checked on this computer/).textContent;
    expect(words).toContain("until 18:30.");
    expect(words).toContain("Nothing can be changed");
  });

  test("R2.4 hides the pages, keeps what was being written, and unlocks with the password", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(1) } });
    fireEvent.click(
      within((await screen.findByText("Lau Wing Sze")).closest("[role=row]") as HTMLElement).getByRole("button", {
        name: "Cancel",
      }),
    );
    fireEvent.change(await screen.findByLabelText("Remarks"), { target: { value: "Half a sen" } });
    await act(() => page.api.calls.session.lock({}));
    const heading = await screen.findByRole("heading", { name: "Locked" });
    expect(heading).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.queryByRole("navigation", { name: "Main menu" })).toBeNull();
    fill("Password", "demo-operator");
    fireEvent.click(screen.getByRole("button", { name: "Unlock" }));
    expect((await screen.findByLabelText<HTMLTextAreaElement>("Remarks")).value).toBe("Half a sen");
    expect(screen.queryByRole("heading", { name: "Locked" })).toBeNull();
  });

  test("R2.4 somebody with an authenticator is asked for its code at once; anybody else when the service asks for it", async () => {
    let answer = "TOTP_INVALID" as "TOTP_INVALID" | "TOTP_REQUIRED";
    const unlock = () => {
      throw new AppError(answer, "code");
    };
    const coded = { ...OPERATOR, totpEnrolled: true };
    const first = renderApp("/records", {
      desk: { session: { ...DEMO_SESSION, phase: "SIGNED_IN", user: coded } },
      overrides: { session: { unlock } },
    });
    await screen.findByRole("heading", { level: 1, name: "Deposit Records" });
    await act(() => first.page.api.calls.session.lock({}));
    fireEvent.change(await screen.findByLabelText("Authenticator code"), { target: { value: "123 456" } });
    fill("Password", "right");
    fireEvent.click(screen.getByRole("button", { name: "Unlock" }));
    await waitFor(() =>
      expect(inputsOf(first.page, "session", "unlock")).toEqual([{ password: "right", totpCode: "123456" }]),
    );
    cleanup();

    answer = "TOTP_REQUIRED";
    const second = renderApp("/records", { overrides: { session: { unlock } } });
    await screen.findByRole("heading", { level: 1, name: "Deposit Records" });
    await act(() => second.page.api.calls.session.lock({}));
    await screen.findByRole("heading", { name: "Locked" });
    expect(screen.queryByLabelText("Authenticator code")).toBeNull();
    fill("Password", "right");
    fireEvent.click(screen.getByRole("button", { name: "Unlock" }));
    const field = await screen.findByLabelText("Authenticator code");
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(screen.getByLabelText<HTMLInputElement>("Password").value).toBe("right");
  });

  test("another person's pages are not shown to the next one", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(1) } });
    await screen.findByText("Lau Wing Sze");
    await act(() => page.api.calls.session.lock({}));
    fireEvent.click(await screen.findByRole("button", { name: "Sign out and leave it to somebody else" }));
    await screen.findByRole("heading", { name: "Sign in" });
    expect(document.body.textContent).not.toContain("Lau Wing Sze");
  });
});

describe("first sync", () => {
  test("is told per kind, while the pages work", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(1) } });
    await screen.findByText("Lau Wing Sze");
    act(() =>
      page.emit("sync", "changed", {
        ...page.desk.sync,
        phase: "FIRST_SYNC",
        entities: [
          { name: "networks", done: 1, of: 1 },
          { name: "deposits", done: 42_000, of: 118_400 },
        ],
      }),
    );
    const bar = await screen.findByRole("progressbar", { name: "First sync" });
    expect(bar.getAttribute("aria-valuenow")).toBe("35");
    expect(screen.getByText(/Deposit records 42,000 of 118,400/)).toBeTruthy();
    expect(screen.getByText("Lau Wing Sze")).toBeTruthy();
  });
});
