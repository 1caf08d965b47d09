import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { GUIDE_PERMISSIONS, PERMISSIONS } from "#shared/domain/permissions.ts";
import { words } from "#shared/texts/en/words.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { deskWithRights, renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

/** all 16 combinations of the guide's four permissions */
const COMBINATIONS = Array.from({ length: 16 }, (_, bits) =>
  GUIDE_PERMISSIONS.filter((_name, index) => (bits >> index) & 1),
);

describe("the account page", () => {
  test.each(COMBINATIONS.map((granted) => [granted.join(", ") || "none", granted] as const))(
    "R3.2 with %s granted",
    async (_title, granted) => {
      renderApp("/account", { desk: { ...deskWithRights(granted), deposits: [] } });
      const table = await screen.findByRole("table", { name: "The four permissions of the guide" });
      const shown = within(table)
        .getAllByRole("row")
        .map((row) => `${row.querySelector("th")?.textContent}: ${/Granted|Missing/.exec(row.textContent ?? "")?.[0]}`);
      expect(shown).toEqual(
        GUIDE_PERMISSIONS.map(
          (name) => `${name}: ${(granted as readonly string[]).includes(name) ? "Granted" : "Missing"}`,
        ),
      );
      expect(screen.queryByText(/contact an administrator: Yuen Wai Lam/) === null).toBe(granted.length === 4);
    },
  );

  test.each(COMBINATIONS.map((granted) => [granted.join(", ") || "none", granted] as const))(
    "R3.1 pages follow: with %s granted",
    async (_title, granted) => {
      for (const [path, permission, words] of [
        ["/applications", "Deposit Application", "Deposit Applications"],
        ["/records", "Deposit Records", "Deposit Records"],
      ] as const) {
        renderApp(path, { desk: { ...deskWithRights(granted), deposits: [] } });
        await screen.findByRole("heading", { level: 1, name: words });
        const denied = screen.queryByText(`You lack the permission “${permission}”.`) !== null;
        expect(denied, `${path} with ${granted.join()}`).toBe(!(granted as readonly string[]).includes(permission));
      }
    },
  );

  test("R3.4 a missing permission can be asked for: reason, copy, send", async () => {
    const { page } = renderApp("/account", { desk: { ...deskWithRights(["Deposit Records"]), deposits: [] } });
    const row = (await screen.findByRole("rowheader", { name: "Refund" })).closest("tr") as HTMLElement;
    fireEvent.click(within(row).getByRole("button", { name: "Request access" }));
    const send = screen.getAllByRole("button", { name: "Request access" }).at(-1) as HTMLElement;
    fireEvent.click(send);
    expect(inputsOf(page, "session", "requestAccess")).toHaveLength(0);
    fireEvent.change(screen.getByLabelText("Why you need it"), { target: { value: "I join the refund desk" } });
    fireEvent.click(send);
    expect(await screen.findByText(/The request for “Refund” was sent/)).toBeTruthy();
    expect(inputsOf(page, "session", "requestAccess")).toMatchObject([
      { permission: "Refund", reason: "I join the refund desk" },
    ]);
  });

  test("offline a request is copied, not sent", async () => {
    const { page } = renderApp("/account", { desk: { ...deskWithRights([]), deposits: [] } });
    page.emit("sync", "changed", { ...page.desk.sync, phase: "OFFLINE" });
    fireEvent.click((await screen.findAllByRole("button", { name: "Request access" }))[0] as HTMLElement);
    fireEvent.change(screen.getByLabelText("Why you need it"), { target: { value: "New here" } });
    await waitFor(() => expect(screen.getByText("Sending needs a connection. Copy the text instead.")).toBeTruthy());
  });

  test("every finer right has words", () => {
    const finer = PERMISSIONS.filter((name) => !(GUIDE_PERMISSIONS as readonly string[]).includes(name));
    expect(Object.keys(words.right).sort()).toEqual([...finer].map((right) => right.replace(".", "_")).sort());
  });
});

test("a first password is changed before anything else; the new one is proven by signing in again", async () => {
  const base = deskWithRights([]);
  const user = base.session?.user;
  const desk = {
    ...base,
    ...(base.session && user && { session: { ...base.session, user: { ...user, mustChangePassword: true } } }),
  };
  const { page } = renderApp("/account", { desk: { ...desk, deposits: [] } });
  expect(await screen.findByText(/until then the account may do nothing/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Present password"), { target: { value: "given" } });
  fireEvent.change(screen.getByLabelText("New password"), { target: { value: "eleven grey herons 9" } });
  fireEvent.click(screen.getByRole("button", { name: "Change it and sign in again" }));
  await waitFor(() =>
    expect(inputsOf(page, "session", "changePassword").at(-1)).toMatchObject({ newPassword: "eleven grey herons 9" }),
  );
});
