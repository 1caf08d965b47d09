/** A second person's word: a retry is the same request, the other word another one. */
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useDecision } from "#renderer/api/decision.ts";

type Given = { word: string; idempotencyKey: string; remarks: string };

function open() {
  const given: Given[] = [];
  let answer: (retryable: boolean) => void = () => undefined;
  const commandOf = (word: string) => ({
    give: (input: Omit<Given, "word">, then: { refused?: (body: never) => void }) => {
      given.push({ word, idempotencyKey: input.idempotencyKey, remarks: input.remarks });
      answer = (retryable) => then.refused?.({ code: "TIMEOUT", message: "", retryable } as never);
    },
    isPending: false,
    error: null,
    reset: () => undefined,
  });
  const commands = { approve: commandOf("approve"), reject: commandOf("reject") };
  const { result } = renderHook(() => useDecision({ id: "x", version: 3 }, commands, () => undefined));
  const say = (word: "approve" | "reject", retryable: boolean) => {
    act(() => result.current.give(word));
    act(() => answer(retryable));
  };
  return { result, given, say };
}

test("I10 after a lost answer the same word keeps its key, the other word has its own", () => {
  const { result, given, say } = open();
  expect(result.current.reason).not.toBeNull();
  act(() => result.current.setRemarks(" compared "));
  expect(result.current.reason).toBeNull();
  say("approve", true);
  say("approve", true);
  say("reject", true);
  expect(given.map(({ word, remarks }) => [word, remarks])).toEqual([
    ["approve", "compared"],
    ["approve", "compared"],
    ["reject", "compared"],
  ]);
  const [first, second, other] = given.map(({ idempotencyKey }) => idempotencyKey);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test("I10 other remarks, or a refusal that stands, make it another request", () => {
  const { result, given, say } = open();
  act(() => result.current.setRemarks("compared"));
  say("approve", true);
  act(() => result.current.setRemarks("compared twice"));
  say("approve", false);
  say("approve", true);
  expect(new Set(given.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
});
