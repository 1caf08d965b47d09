/** The bridge: every call and event of the contract under `window.api`, by name and nothing else. No logic, no raw Electron object. */
import { contextBridge, ipcRenderer } from "electron";
import { allCalls, allEvents, callChannel, eventChannel } from "#shared/contract/ipc.ts";

type Table = Record<string, Record<string, unknown>>;
const table = (entries: { noun: string; verb: string; made: unknown }[]): Table => {
  const nouns: Table = {};
  for (const { noun, verb, made } of entries) (nouns[noun] ??= {})[verb] = made;
  return nouns;
};

const calls = allCalls().map(({ noun, verb }) => ({
  noun,
  verb,
  made: (input: unknown) => ipcRenderer.invoke(callChannel(noun, verb), input),
}));
const events = allEvents().map(({ noun, verb }) => ({
  noun,
  verb,
  made: (listener: (payload: unknown) => void) => {
    const hear = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(eventChannel(noun, verb), hear);
    return () => void ipcRenderer.off(eventChannel(noun, verb), hear);
  },
}));

contextBridge.exposeInMainWorld("api", { calls: table(calls), events: table(events) });
