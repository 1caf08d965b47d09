import { describe, expect, test } from "vitest";
import { AppError, ERROR_CODES, type ErrorCode } from "#shared/errors.ts";
import { CallError } from "#renderer/api/CallError.ts";
import { ERROR_WORDS } from "#renderer/api/errorWords.ts";
import { explain, explainLine } from "#renderer/api/explain.ts";

describe("error words", () => {
  test.each(ERROR_CODES)("%s has an operator's words: what happened, then what to do", (code) => {
    const words = ERROR_WORDS[code];
    expect(words.length).toBeGreaterThan(20);
    expect(words).toMatch(/[.]$/);
    expect(words).not.toMatch(/please|oops|sorry/i);
    const { title } = explain(new CallError(new AppError(code, "").toBody()));
    expect(title.length).toBeGreaterThan(5);
    expect(title.length).toBeLessThan(120);
  });

  test("no words are left over from codes that are gone", () => {
    expect(Object.keys(ERROR_WORDS).sort()).toEqual([...ERROR_CODES].sort());
  });

  test("whatever stops a payment says whether money moved", () => {
    const money: ErrorCode[] = [
      "EXECUTOR_IS_REQUESTER",
      "EXECUTOR_IS_APPROVER",
      "SIGNER_NOT_APPROVED",
      "NONCE_AHEAD",
      "VELOCITY_CAP",
      "SIGNED_TX_MISMATCH",
      "NODE_WRONG_CHAIN",
      "FEE_ABOVE_CAP",
      "BALANCE_TOO_LOW",
      "SIMULATION_FAILED",
      "LOG_BROKEN",
      "REVIEW_CHANGED",
      "REVIEW_NOT_CONFIRMED",
      "SIGNER_PIN_WRONG",
      "SIGNER_REFUSED",
      "JOURNAL_UNAVAILABLE",
    ];
    for (const code of money) expect(ERROR_WORDS[code], code).toMatch(/no money (was )?moved/i);
  });

  test("the particulars, the trace and the code come along", () => {
    const error = new CallError(
      new AppError("TRANSFER_SEEN", "A transfer was seen in block 24,118,840.", {
        extra: { traceId: "tr-1" },
      }).toBody(),
    );
    expect(explain(error)).toMatchObject({
      code: "TRANSFER_SEEN",
      traceId: "tr-1",
      detail: "A transfer was seen in block 24,118,840.",
    });
    expect(explainLine(error)).toContain("Code TRANSFER_SEEN.");
  });

  test("a missing permission is named", () => {
    const error = new CallError(
      new AppError("PERMISSION_DENIED", "denied", { extra: { missingPermission: "Refund" } }).toBody(),
    );
    expect(explain(error).detail).toContain('Missing permission: "Refund".');
  });

  test("a fault of the page itself is no raw text without a code", () => {
    expect(explain(new Error("x is undefined"))).toMatchObject({ code: "INTERNAL", detail: "x is undefined" });
  });
});
