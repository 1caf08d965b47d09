import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { allEndpoints, API_BASE } from "#shared/contract/http.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

test("every endpoint of the contract is served, and nothing beside it but the nudge stream", () => {
  const served = allEndpoints().map(({ endpoint: { method, path } }) => `${method} ${API_BASE}${path}`);
  for (const one of served) {
    const [method, url] = one.split(" ") as ["GET", string];
    expect(central.app.hasRoute({ method, url }), one).toBe(true);
  }
  const listed = central.app.printRoutes({ commonPrefix: false });
  expect(listed).toContain("/v1/events");
});

test("a signed-in person can read what he may", async () => {
  const operator = await central.api("operator");
  expect(operator.user.permissions).toContain("Cancel");
  const { items } = await operator.call("deposits.list");
  expect(items).toEqual([]);
  expect((await operator.call("configuration.currencies")).items.map(({ code }) => code)).toEqual([
    "ETH",
    "HKDX",
    "USDT",
  ]);
});
