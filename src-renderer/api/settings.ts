/** The operator's settings: theme, density, time zone. Kept by the engine. */
import { useQueryClient } from "@tanstack/react-query";
import type { Settings } from "#shared/contract/ipc.ts";
import { useCall, useMutationCall } from "./calls.ts";

export const DEFAULT_SETTINGS: Settings = {
  theme: "system",
  density: "default",
  zone: "Asia/Hong_Kong",
  language: "en",
};

export function useSettings(): Settings {
  return useCall("system", "settings", {}).data ?? DEFAULT_SETTINGS;
}

/** Changes one setting; it shows at once, the engine keeps it. */
export function useSaveSettings(): (change: Partial<Settings>) => void {
  const client = useQueryClient();
  const current = useSettings();
  const { mutate } = useMutationCall("system", "saveSettings");
  return (change) => {
    const next = { ...current, ...change };
    client.setQueryData(["system", "settings", {}], next);
    mutate(next);
  };
}
