/** Rules that hold for every command and every read: validation, Idempotency-Key, If-Match, what does not exist. Source: API contract, "Wire rules". */
import { describe, expect, test } from "vitest";
import { type Endpoint, http } from "#shared/contract/http.ts";
import { type Answer, expectProblem, expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";
import { isHarmless, type Plan, usable } from "./plan.ts";
import { sampleOf } from "./samples.ts";

export function commandSuite(desk: () => Desk, plan: Plan): void {
  const listed = usable(plan);
  const commands = listed.filter(({ endpoint }) => endpoint.idempotent);
  const user = ({ permission }: Endpoint) => desk().holder(permission).api;

  describe("validation", () => {
    const bodies = listed.filter(({ endpoint }) => endpoint.body !== null);
    test.each(bodies)("$name names each wrong field of the body", async ({ name, endpoint }) => {
      const body = { nonsense: 1 };
      const refusal = await expectRefused(user(endpoint), endpoint, { ...sampleOf(name), body }, "VALIDATION_FAILED");
      const pointers = refusal.errors?.map(({ pointer }) => pointer) ?? [];
      expect(pointers).toContain("/nonsense");
      const required = Object.entries(endpoint.body?.shape ?? {}).filter(
        ([, field]) => !field.safeParse(undefined).success,
      );
      for (const [field] of required) expect(pointers, name).toContain(`/${field}`);
    });

    const queries = listed.filter(({ endpoint }) => endpoint.query !== null);
    test.each(queries)("$name names a wrong field of the query", async ({ name, endpoint }) => {
      const query = { ...sampleOf(name).query, nonsense: "1", limit: "0" };
      const refusal = await expectRefused(user(endpoint), endpoint, { ...sampleOf(name), query }, "VALIDATION_FAILED");
      const pointers = refusal.errors?.map(({ pointer }) => pointer);
      expect(pointers).toEqual(expect.arrayContaining(["/query/nonsense", "/query/limit"]));
    });

    const paths = listed.filter(({ endpoint }) => endpoint.path.includes(":id"));
    test.each(paths)("$name names a wrong id in the path", async ({ name, endpoint }) => {
      const sample = sampleOf(name);
      const request = { ...sample, params: { ...sample.params, id: "42" } };
      const refusal = await expectRefused(user(endpoint), endpoint, request, "VALIDATION_FAILED");
      expect(refusal.errors?.map(({ pointer }) => pointer)).toContain("/path/id");
    });
  });

  describe("what does not exist", () => {
    const single = listed.filter(({ endpoint }) => endpoint.errors.includes("NOT_FOUND"));
    test.each(single)("$name answers NOT_FOUND", async ({ name, endpoint }) => {
      await expectRefused(user(endpoint), endpoint, sampleOf(name), "NOT_FOUND");
    });
  });

  describe("Idempotency-Key", () => {
    test.each(commands)("$name needs one", async ({ name, endpoint }) => {
      const sample = sampleOf(name);
      await expectRefused(user(endpoint), endpoint, { ...sample, key: null }, "IDEMPOTENCY_KEY_REQUIRED");
      await expectRefused(user(endpoint), endpoint, { ...sample, key: "not a uuid" }, "IDEMPOTENCY_KEY_REQUIRED");
    });

    test("a refusal is answered again for the same key, and another command may not have it", async () => {
      const { api } = desk().holder(null);
      const key = crypto.randomUUID();
      const body = { currentPassword: "not mine", newPassword: "a long and new one 7!" };
      const request = { key, body: { permission: firstPermission(desk()), reason: "again, please" } };
      const first = await api.ask(http.access.request, request);
      expectProblem(first, "ALREADY_GRANTED", "access.request");
      const again = await api.ask(http.access.request, request);
      expectReplay(first, again);
      await expectRefused(api, http.auth.password, { key, body }, "IDEMPOTENCY_KEY_REUSED");
      const other = { ...request, body: { ...request.body, reason: "something else" } };
      await expectRefused(api, http.access.request, other, "IDEMPOTENCY_KEY_REUSED");
    });
  });

  describe("If-Match", () => {
    const versioned = commands.filter(({ endpoint }) => endpoint.ifMatch && isHarmless(endpoint));
    test.each(versioned)("$name needs one", async ({ name, endpoint }) => {
      const { ifMatch: _seen, ...sample } = sampleOf(name);
      await expectRefused(user(endpoint), endpoint, sample, "IF_MATCH_REQUIRED");
      const headers = { "if-match": '"yesterday"' };
      await expectRefused(user(endpoint), endpoint, { ...sample, headers }, "VALIDATION_FAILED");
    });
  });
}

/** A permission that the first of all people has. */
function firstPermission(desk: Desk): string {
  return desk.holder(null).user.permissions[0] ?? "";
}

export function expectReplay(first: Answer, again: Answer): void {
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect({ status: again.status, body: again.body }).toEqual({ status: first.status, body: first.body });
}
