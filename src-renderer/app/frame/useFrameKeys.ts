import { useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";
import { useMutationCall } from "#renderer/api/calls.ts";
import { ALSO_WHILE_TYPING } from "#renderer/ui/typing.ts";
import { PLACES } from "#renderer/app/navigation.ts";
import { SEARCH_BOX_ID } from "./SearchBox.tsx";

/** The frame's shortcuts. Single letters are off while typing, all but the lock while a dialog is open. */
export function useFrameKeys({ onShortcuts }: { onShortcuts: () => void }): void {
  const navigate = useNavigate();
  const { history } = useRouter();
  const lock = useMutationCall("session", "lock");
  const sync = useMutationCall("sync", "now");
  const actions = useRef({ onShortcuts, lock, sync });
  actions.current = { onShortcuts, lock, sync };
  useEffect(() => {
    const beside = (run: () => void) => (event: KeyboardEvent) => {
      if (document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      run();
    };
    const search = () => document.getElementById(SEARCH_BOX_ID)?.focus();
    const stopChords = tinykeys(
      window,
      {
        "$mod+k": beside(search),
        F5: beside(() => actions.current.sync.mutate({})),
        "$mod+l": (event) => {
          event.preventDefault();
          actions.current.lock.mutate({});
        },
        "$mod+,": beside(() => void navigate({ to: "/settings" })),
      },
      ALSO_WHILE_TYPING,
    );
    const stopKeys = tinykeys(window, {
      "/": beside(search),
      "Alt+ArrowLeft": beside(() => history.back()),
      "Alt+ArrowRight": beside(() => history.forward()),
      "Shift+?": beside(() => actions.current.onShortcuts()),
      ...Object.fromEntries(PLACES.map((place) => [`g ${place.key}`, beside(() => void navigate({ to: place.to }))])),
    });
    return () => {
      stopChords();
      stopKeys();
    };
  }, [navigate, history]);
}
