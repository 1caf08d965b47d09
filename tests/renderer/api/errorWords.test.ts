import { describe, expect, test } from "vitest";
import { AppError, ERROR_CODES, type ErrorCode } from "#shared/errors.ts";
import { CallError } from "#renderer/api/CallError.ts";
import { explain, explainLine } from "#renderer/api/explain.ts";
import { speak } from "#renderer/i18n/t.ts";
import { LANGUAGES } from "#shared/texts/languages.ts";
import { errors } from "#shared/texts/en/errors.ts";

describe("error words", () => {
  test.each(ERROR_CODES)("%s has an operator's words: what happened, then what to do", (code) => {
    const words = `${errors[code].title} ${errors[code].advice}`;
    expect(words.length).toBeGreaterThan(20);
    expect(words).toMatch(/[.]$/);
    expect(words).not.toMatch(/please|oops|sorry/i);
    const { title } = explain(new CallError(new AppError(code, "").toBody()));
    expect(title.length).toBeGreaterThan(5);
    expect(title.length).toBeLessThan(120);
  });

  test("no words are left over from codes that are gone", () => {
    expect(Object.keys(errors).sort()).toEqual([...ERROR_CODES].sort());
  });

  test.each(LANGUAGES)(
    "%s has words for every code; Chinese ones are Chinese, and end as a sentence does",
    (language) => {
      speak(language);
      for (const code of ERROR_CODES) {
        const { title, advice } = explain(new CallError(new AppError(code, "").toBody()));
        for (const words of [title, advice])
          expect(words, code).toMatch(language === "en" ? /^[A-Z0-9].*\.$/ : /\p{Script=Han}.*。$/u);
      }
      speak("en");
    },
  );

  test("what the service says in English stays as it is beside the words of another language", () => {
    speak("zh-Hant");
    const error = new CallError(new AppError("REFUND_CLAIMED", "In block 7.", { extra: { holder: "Chan" } }).toBody());
    expect(explain(error)).toMatchObject({
      title: "此退款正由他人執行。",
      detail: "In block 7.",
      facts: "由 Chan 持有。",
    });
    speak("en");
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
    for (const code of money)
      expect(`${errors[code].title} ${errors[code].advice}`, code).toMatch(/no money (was )?moved/i);
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
    expect(explain(error).facts).toContain('Missing permission: "Refund".');
  });

  test("a fault of the page itself is no raw text without a code", () => {
    expect(explain(new Error("x is undefined"))).toMatchObject({ code: "INTERNAL", detail: "x is undefined" });
  });
});
