/** A change of language draws the texts anew and nothing else: what was typed, opened and focused stays. */
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { speak } from "#renderer/i18n/t.ts";
import { DEMO_SESSION } from "#tests/support/pageApi.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(() => {
  cleanup();
  speak("en");
});

test("the sign-in screen keeps what was typed", async () => {
  renderApp("/", { desk: { session: DEMO_SESSION } });
  const field = await screen.findByLabelText<HTMLInputElement>("User name");
  fireEvent.change(field, { target: { value: "operator" } });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "demo-operator" } });
  fireEvent.click(screen.getByRole("radio", { name: "简体中文" }));
  await screen.findByRole("heading", { name: "登录" });
  expect(screen.getByLabelText("用户名")).toBe(field);
  expect(field.value).toBe("operator");
  expect(screen.getByLabelText<HTMLInputElement>("密码").value).toBe("demo-operator");
  expect(screen.queryByText("User name")).toBeNull();
});

test("a page that is open speaks the new language in the same place, its frame too", async () => {
  renderApp("/settings");
  const heading = await screen.findByRole("heading", { level: 1, name: "Settings" });
  const rail = screen.getByRole("navigation", { name: "Main menu" });
  fireEvent.click(screen.getByRole("radio", { name: "繁體中文" }));
  await waitFor(() => expect(heading.textContent).toBe("設定"));
  expect(heading.isConnected).toBe(true);
  expect(rail.isConnected).toBe(true);
  expect(rail.getAttribute("aria-label")).not.toBe("Main menu");
  expect(rail.textContent).toContain("存入記錄");
});
