/** What may stand in a log file: no secret, whatever field or message it hides in (R2.2; security P1.18). */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { createFileSink } from "#main/log/fileSink.ts";
import { createLog, type LogFields } from "#main/log/Log.ts";
import { redact } from "#main/log/redact.ts";

const clock = { now: () => Date.parse("2026-11-22T10:00:00.000Z") };
const PRIVATE_KEY = `0x${"a1b2c3d4".repeat(8)}`;
const TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIwMWExZjZhZSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ";
const REFRESH = "kZ0x9QmP3vT7rY1uW5sD8fG2hJ4kL6zX0cV9bN3mQ1w";
const RAW_TX = `0x02f8b1${"de".repeat(120)}`;

const CANARIES: Record<string, string> = {
  "a private key": PRIVATE_KEY,
  "a key without 0x": "f00dcafe".repeat(8),
  "a signed transaction": RAW_TX,
  "a signature": "ab12".repeat(32),
  "a token": `token ${TOKEN}`,
  "a bearer header": `Authorization: Bearer ${REFRESH}`,
  "a refresh token in JSON": `{"refreshToken":"${REFRESH}"}`,
  "a password in JSON": '{"password": "correct horse"}',
  "a PIN": "pin=246813",
  "a proof": 'proof: "my-password-1"',
  "a cookie": "cookie: session=abc123def456",
  "an opaque token alone": REFRESH,
  "an address in full": "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B",
};
const SECRETS = [
  PRIVATE_KEY,
  "f00dcafe".repeat(8),
  RAW_TX,
  "ab12".repeat(32),
  TOKEN,
  REFRESH,
  "correct horse",
  "246813",
  "my-password-1",
  "abc123def456",
  "Ab5801a7D398351b8bE11C439e05C5B3259aeC9B",
];

test.each(Object.entries(CANARIES))(
  "R2.2 %s never reaches a log line: not in a message, not in a field, not in an error or its causes",
  (_what, text) => {
    const lines: string[] = [];
    const log = createLog(clock, (_level, line) => lines.push(line));
    log.info(text);
    log.warn("field", { reason: text });
    log.error("error", {
      error: new Error(text, { cause: new AppError("INTERNAL", text, { cause: new TypeError(text) }) }),
    });
    log.error("thrown text", { error: text });
    expect(lines).toHaveLength(4);
    for (const line of lines) for (const secret of SECRETS) expect(line).not.toContain(secret);
  },
);

test("a transaction hash is shortened to both ends, so that it can still be looked for", () => {
  const hash = `0x${"12".repeat(31)}ff`;
  expect(redact(`sent ${hash}`)).toBe("sent 0x121212…12ff");
});

test("ordinary words, ids and times stay readable", () => {
  const line =
    "record DP-20261122-000123 of 01a1f6ae-9900-7b8d-b98e-b0cf459519b6 at 2026-11-22T10:00:00.000Z in /home/user/.config/deposit-desk/logs";
  expect(redact(line)).toBe(line);
});

test("a field that is not on the list is named and not printed", () => {
  const lines: string[] = [];
  createLog(clock, (_level, line) => lines.push(line)).info("said", { remarks: "private words" } as LogFields);
  expect(lines).toEqual(["2026-11-22T10:00:00.000Z info said remarks=[not logged]"]);
});

test("lines go to a file of the profile, one line each", () => {
  const folder = mkdtempSync(join(tmpdir(), "deposit-desk-log-"));
  const log = createLog(clock, createFileSink({ folder, toConsole: false }));
  log.info("first\nline", { count: 1 });
  log.error("second", { code: "OFFLINE" });
  const text = readFileSync(join(folder, "deposit-desk.log"), "utf8");
  expect(text.trim().split("\n")).toEqual([
    "2026-11-22T10:00:00.000Z info first line count=1",
    "2026-11-22T10:00:00.000Z error second code=OFFLINE",
  ]);
  rmSync(folder, { recursive: true, force: true });
});
