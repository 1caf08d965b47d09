/** What everybody may ask, and how every answer looks. Source: API contract, "Wire rules", "Meta, accounts". */
import { describe, expect, test } from "vitest";
import { allEndpoints, API_BASE, http } from "#shared/contract/http.ts";
import { CONTRACT_VERSION } from "#shared/contract/version.ts";
import { expectProblem, expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";
import { sampleOf } from "./samples.ts";

export function openSuite(desk: () => Desk): void {
  describe("what everybody may ask", () => {
    test("says what it is, without a sign-in", async () => {
      const meta = await desk().nobody.ok(http.meta.get);
      expect(meta.apiVersion).toBe("v1");
      expect(meta.contractVersion).toBe(CONTRACT_VERSION);
      expect(Math.abs(new Date(meta.serverTime).getTime() - Date.now())).toBeLessThan(60_000);
    });

    test("says how it is, without a sign-in", async () => {
      const health = await desk().nobody.ok(http.meta.health);
      expect(health.db).toBe("OK");
      expect(health.headSeq).toBeGreaterThan(0);
    });

    test("echoes X-Request-Id as the reference of an error", async () => {
      const reference = crypto.randomUUID();
      const headers = { "x-request-id": reference };
      const fine = await desk().nobody.answer(http.meta.get, { headers });
      expect(fine.headers.get("x-request-id")).toBe(reference);
      expect((await expectRefused(desk().nobody, http.auth.me, { headers }, "TOKEN_INVALID")).traceId).toBe(reference);
    });

    test("answers an unknown path as a problem", async () => {
      const response = await fetch(`${desk().url}${API_BASE}/there-is-no-such-thing`);
      const { status, headers } = response;
      expectProblem({ status, headers, body: await response.json() }, "NOT_FOUND", "an unknown path");
    });

    test("answers a body that is no JSON as a problem", async () => {
      const response = await fetch(`${desk().url}${API_BASE}/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{ not json",
      });
      const { status, headers } = response;
      expectProblem({ status, headers, body: await response.json() }, "VALIDATION_FAILED", "a broken body");
    });

    test("refuses a program below minClientVersion", async () => {
      await expectRefused(
        desk().nobody,
        http.meta.get,
        { headers: { "x-client-version": "0.0.1" } },
        "CLIENT_UPGRADE_REQUIRED",
      );
    });
  });

  describe("R2.1 nothing is answered before the sign-in", () => {
    const closed = allEndpoints().filter(({ endpoint }) => endpoint.auth === "session");
    test.each(closed)("R2.1 $name without a token", async ({ name, endpoint }) => {
      const refusal = await desk().nobody.ask(endpoint, sampleOf(name));
      expectProblem(refusal, "TOKEN_INVALID", name);
      expect(refusal.headers.get("www-authenticate")).toMatch(/^Bearer/);
    });

    test("R2.1 a made-up token opens nothing", async () => {
      const forged = [{ alg: "none" }, { sub: crypto.randomUUID() }]
        .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
        .join(".");
      for (const token of ["nonsense", `${forged}.`, `${forged}.c2lnbmF0dXJl`])
        await expectRefused(desk().nobody.as(token), http.auth.me, {}, "TOKEN_INVALID");
    });

    test("R2.1 the nudge stream needs a sign-in too", async () => {
      const response = await fetch(`${desk().url}${API_BASE}/events`);
      const { status, headers } = response;
      expectProblem({ status, headers, body: await response.json() }, "TOKEN_INVALID", "/events");
    });
  });
}
