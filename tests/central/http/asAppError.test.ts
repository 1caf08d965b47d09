/** What the database says, in words for whoever asked. */
import type { FastifyBaseLogger } from "fastify";
import { expect, test } from "vitest";
import { asAppError } from "#central/http/asAppError.ts";

test.each([
  ["53100", "SERVICE_UNAVAILABLE", /no room left to write; nothing was done/],
  ["53300", "SERVICE_UNAVAILABLE", /cannot be reached/],
  ["57P01", "SERVICE_UNAVAILABLE", /cannot be reached/],
  ["22003", "VALIDATION_FAILED", /too large/],
  ["42P01", "INTERNAL", /reference/],
])("SQLSTATE %s (disk full, lost, too large, ours) is answered as %s", (sqlState, code, words) => {
  const logged: unknown[] = [];
  const log = { error: (...said: unknown[]) => void logged.push(said) } as unknown as FastifyBaseLogger;
  const error = new Error("query failed", { cause: Object.assign(new Error("secret detail"), { code: sqlState }) });
  const told = asAppError(error, log);
  expect(told).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(told.message).not.toContain("secret");
  expect(logged).toHaveLength(code === "VALIDATION_FAILED" ? 0 : 1);
});
