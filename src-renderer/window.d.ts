import type { PageApi } from "#shared/contract/ipc.ts";

declare global {
  interface Window {
    /** what the preload exposes: calls to the engine and its events */
    readonly api: PageApi;
  }
}
