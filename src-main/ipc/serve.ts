/** Binds every call of the contract to Electron. A call is answered only for the top frame of our own page (security P0.6). */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import { allCalls, callChannel, eventChannel, type EventPayload, type Events } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import { answerCall, type CallRooms } from "./answerCall.ts";

/** Where the page lives; the window's scheme and host. */
export type PageOrigin = { protocol: string; host: string };

export function serveCalls(ipcMain: IpcMain, origin: PageOrigin, rooms: CallRooms): void {
  for (const { noun, verb } of allCalls()) {
    const channel = callChannel(noun, verb);
    ipcMain.handle(channel, (event, raw: unknown) => {
      if (isOurPage(event, origin)) return answerCall(rooms, noun, verb, raw);
      rooms.log.error("a call from a foreign frame was refused", { channel });
      rooms.report({ call: `${noun}.${verb}`, code: "SENDER_REFUSED", missingPermission: null });
      return { ok: false, error: new AppError("SENDER_REFUSED", "This page may not ask").toBody() };
    });
  }
}

function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, { protocol, host }: PageOrigin): boolean {
  // A frame that went away while its call was under way has none.
  if (senderFrame === null || senderFrame !== sender.mainFrame) return false;
  const url = new URL(senderFrame.url);
  return url.protocol === protocol && url.host === host;
}

export type Emit = <Noun extends keyof Events, Verb extends keyof Events[Noun] & string>(
  noun: Noun,
  verb: Verb,
  payload: EventPayload<Events[Noun][Verb]>,
) => void;

/** Tells the page, when there is one. */
export function createEmit(page: () => WebContents | null): Emit {
  return (noun, verb, payload) => {
    const contents = page();
    if (contents !== null && !contents.isDestroyed()) contents.send(eventChannel(noun, verb), payload);
  };
}
