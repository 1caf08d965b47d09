/** What answers the page when the program cannot work: its state with what to do, and nothing else. Never a crash dialog. */
import { type CallHandlers, calls, type SessionState, type Settings } from "#shared/contract/ipc.ts";
import type { AppError } from "#shared/errors.ts";
import { makeTranslator, type Translate } from "#shared/texts/translator.ts";
import type { Log } from "./log/Log.ts";
import { type Clipboard, copyText } from "./system/copyText.ts";

export function createFailedStart(
  cause: AppError,
  { appVersion, log, clipboard }: { appVersion: string; log: Log; clipboard: Clipboard },
): CallHandlers {
  const state: SessionState = {
    phase: "SIGNED_OUT",
    user: null,
    reason: null,
    environment: "PRODUCTION",
    environmentName: "not reached yet",
    centralUrl: "",
    centralProblem: null,
    offlineUntil: null,
    certificate: null,
    networks: "",
    keychain: { available: true, problem: null },
    demo: null,
    appVersion,
    fatal: null,
  };
  let look: Settings = { theme: "system", density: "default", zone: "Asia/Hong_Kong", language: "en" };
  const refuse = (): never => {
    throw cause;
  };
  const refusing = Object.fromEntries(
    Object.entries(calls).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(Object.keys(verbs).map((verb) => [verb, refuse])),
    ]),
  ) as unknown as CallHandlers;
  return {
    ...refusing,
    session: {
      ...refusing.session,
      state: () => ({
        ...state,
        fatal: { title: titleOf(cause, makeTranslator(look.language).t), advice: cause.message },
      }),
    },
    system: {
      ...refusing.system,
      settings: () => look,
      saveSettings: (input) => {
        look = input;
        return look;
      },
      // What is copied here goes to whoever is asked for help.
      copy: (input) => copyText(clipboard, input),
      reportError: ({ message, where }) => {
        log.error("the page reports an error", { reason: message, room: where });
        return null;
      },
    },
  };
}

function titleOf({ code }: AppError, t: Translate): string {
  if (code === "CONFIG_INVALID") return t("native:start.config");
  if (code === "DISK_FULL") return t("native:start.disk");
  return t("native:start.cannot");
}
