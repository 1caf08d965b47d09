/** The parts of the window that need no screen: where it stands, what its scheme serves, what the page's console says. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, answerPaper, filesOf } from "#main/window/appScheme.ts";
import { consoleMessage } from "#main/window/guards.ts";
import { MIN_HEIGHT, MIN_WIDTH, windowBounds } from "#main/window/windowBounds.ts";

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const LEFT = { x: -1920, y: 0, width: 1920, height: 1080 };

describe("where the window stands", () => {
  test("where it stood last time", () => {
    const last = { x: 100, y: 50, width: 1400, height: 900 };
    expect(windowBounds(last, [SCREEN])).toEqual(last);
    expect(windowBounds({ ...last, x: -1800 }, [SCREEN, LEFT])).toEqual({ ...last, x: -1800 });
  });

  test("on a screen that is still there, whole", () => {
    expect(windowBounds({ x: -1800, y: 50, width: 1400, height: 900 }, [SCREEN])).toEqual({
      x: 0,
      y: 50,
      width: 1400,
      height: 900,
    });
    expect(windowBounds({ x: 1800, y: 900, width: 1400, height: 900 }, [SCREEN])).toEqual({
      x: 520,
      y: 180,
      width: 1400,
      height: 900,
    });
    expect(windowBounds({ x: 0, y: 0, width: 4000, height: 3000 }, [SCREEN])).toEqual(SCREEN);
  });

  test("never smaller than the smallest size, also on a smaller screen", () => {
    const small = { x: 0, y: 0, width: 800, height: 600 };
    expect(windowBounds({ x: 0, y: 0, width: 10, height: 10 }, [small])).toMatchObject({
      width: MIN_WIDTH,
      height: MIN_HEIGHT,
    });
    expect(windowBounds(null, [small])).toEqual({ width: MIN_WIDTH, height: MIN_HEIGHT });
  });
});

describe("the app scheme", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "deposit-desk-page-"));
    mkdirSync(join(folder, "page", "assets"), { recursive: true });
    writeFileSync(join(folder, "page", "index.html"), "<!doctype html>");
    writeFileSync(join(folder, "page", "assets", "index.js"), "1");
    writeFileSync(join(folder, "secret.txt"), "secret");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const ask = async (url: string, method = "GET") =>
    answer(filesOf(join(folder, "page")), new Request(url, { method }));

  test("serves the page's own files with their type and the policy", async () => {
    const page = await ask("app://desk/index.html");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = page.headers.get("content-security-policy") ?? "";
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'none'",
      "frame-ancestors 'none'",
      "trusted-types 'none'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect((await ask("app://desk/assets/index.js")).headers.get("content-type")).toBe(
      "text/javascript; charset=utf-8",
    );
  });

  test.each([
    "app://desk/../secret.txt",
    "app://desk/%2e%2e/secret.txt",
    "app://desk/assets/..%2f..%2fsecret.txt",
    "app://desk//etc/passwd",
    "app://desk/assets/",
    "app://desk/",
    "app://other/index.html",
  ])("%s is not found", async (url) => {
    expect((await ask(url)).status).toBe(404);
  });

  test("a paper is there while it is printed, under its own address alone, and brings no other policy", async () => {
    const id = "0b0e1b52-9f5d-4a77-8b5c-7d0a3a1f0c11";
    const shelf = new Map([[id, { fill: (template: string) => `${template}filled` }]]);
    writeFileSync(join(folder, "page", "paper.html"), "<main></main>");
    const files = filesOf(join(folder, "page"));
    const paperAt = (url: string, method = "GET") => answerPaper(files, shelf, new Request(url, { method }));
    const page = await paperAt(`app://desk/paper-${id}.html`);
    expect(await page?.text()).toBe("<main></main>filled");
    expect(page?.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const url of [`app://desk/paper-${id.replace("0b", "1b")}.html`, `app://other/paper-${id}.html`])
      expect(await paperAt(url)).toBeNull();
    expect(await paperAt(`app://desk/paper-${id}.html`, "POST")).toBeNull();
  });

  test("nothing but reading", async () => {
    expect((await ask("app://desk/index.html", "POST")).status).toBe(404);
  });
});

describe("the page's console", () => {
  test("Electron 35 and later: on the event", () => {
    expect(consoleMessage({ message: "bad", level: "error" }, undefined, undefined)).toBe("bad");
    expect(consoleMessage({ message: "hm", level: "warning" }, undefined, undefined)).toBe("hm");
    expect(consoleMessage({ message: "hello", level: "info" }, undefined, undefined)).toBe(null);
  });

  test("Electron 33: in the arguments", () => {
    expect(consoleMessage({}, 3, "bad")).toBe("bad");
    expect(consoleMessage({}, 2, "hm")).toBe("hm");
    expect(consoleMessage({}, 1, "hello")).toBe(null);
  });
});
