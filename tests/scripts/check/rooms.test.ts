import { describe, expect, test } from "vitest";
import { importFault } from "#scripts/check/house/rooms.ts";

const fault = (file: string, specifier: string, typeOnly = false) => importFault({ file, specifier, typeOnly });

describe("dependency rules", () => {
  test.each([
    ["src-renderer/features/refunds/RefundForm.tsx", "#main/chain/decode.ts"],
    ["src-renderer/features/refunds/RefundForm.tsx", "#renderer/features/records/Row.tsx"],
    ["src-renderer/features/refunds/RefundForm.tsx", "#renderer/app/routes.tsx"],
    ["src-renderer/ui/Money.tsx", "#renderer/api/records.ts"],
    ["src-renderer/main.tsx", "node:fs"],
    ["src-renderer/main.tsx", "axios"],
    ["src-main/chain/broadcast.ts", "#main/store/openEncrypted.ts"],
    ["src-main/chain/broadcast.ts", "#main/refunds/executeRefund.ts"],
    ["src-main/refunds/executeRefund.ts", "#main/chain/broadcast.ts"],
    ["src-main/refunds/executeRefund.ts", "ethers"],
    ["src-main/refunds/executeRefund.ts", "electron"],
    ["src-main/window/createWindow.ts", "#main/refunds/executeRefund.ts"],
    ["src-main/index.ts", "#central/main.ts"],
    ["src-main/store/rows.ts", "zod"],
    ["src-central/refunds/requestRefund.ts", "#main/store/rows.ts"],
    ["src-central/refunds/requestRefund.ts", "pg"],
    ["src-central/server.ts", "#central/books/memory/openMemoryCentral.ts"],
    ["src-preload/index.ts", "#main/ipc/serve.ts"],
    ["src-shared/domain/statuses.ts", "#main/world/clock.ts"],
    ["src-shared/domain/statuses.ts", "node:crypto"],
    ["src-shared/domain/statuses.ts", "ethers"],
    ["src-main/refunds/executeRefund.ts", "../chain/broadcast.ts"],
    ["tests/main/refunds/executeRefund.test.ts", "../../../src-main/chain/broadcast.ts"],
    ["scripts/openapi.ts", "zod"],
  ])("%s may not import %s", (file, specifier) => {
    expect(fault(file, specifier)).toMatch(/./);
  });

  test.each([
    ["src-renderer/features/refunds/RefundForm.tsx", "#renderer/ui/Money.tsx"],
    ["src-renderer/features/refunds/RefundForm.tsx", "#renderer/features/refunds/parts/Row.tsx"],
    ["src-renderer/app/routes.tsx", "#renderer/features/refunds/RefundForm.tsx"],
    ["src-main/chain/broadcast.ts", "#main/log/Log.ts"],
    ["src-main/chain/broadcast.ts", "ethers"],
    ["src-main/chain/broadcast.ts", "node:http"],
    ["src-main/refunds/executeRefund.ts", "#main/audit/appendLine.ts"],
    ["src-main/ipc/handlers.ts", "#main/refunds/executeRefund.ts"],
    ["src-main/index.ts", "#main/chain/broadcast.ts"],
    ["src-main/sync/worker.ts", "#main/store/cacheWriter.ts"],
    ["src-central/store/openDatabase.ts", "drizzle-orm/pglite/migrator"],
    ["src-shared/zod.ts", "zod"],
    ["src-shared/domain/statuses.ts", "#shared/errors.ts"],
    ["tests/main/refunds/executeRefund.test.ts", "ethers"],
  ])("%s may import %s", (file, specifier) => {
    expect(fault(file, specifier)).toBeUndefined();
  });

  test("an operation may name an engine room's types", () => {
    const file = "src-main/refunds/executeRefund.ts";
    expect(fault(file, "#main/chain/chain.ts", true)).toBeUndefined();
    expect(fault(file, "#main/chain/chain.ts", false)).toContain("first parameter");
  });
  test("an engine room may not even name another's types, nor a feature another feature's", () => {
    expect(fault("src-main/chain/broadcast.ts", "#main/store/rows.ts", true)).toContain("src-main/chain");
    expect(fault("src-renderer/features/a/A.tsx", "#renderer/features/b/B.tsx", true)).toContain("features/a");
  });
});
