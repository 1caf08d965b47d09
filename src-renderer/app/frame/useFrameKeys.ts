import { useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";
import { useMutationCall } from "#renderer/api/calls.ts";
import { isTyping } from "#renderer/ui/typing.ts";
import { PLACES } from "#renderer/app/navigation.ts";
import { SEARCH_BOX_ID } from "./SearchBox.tsx";

/** The frame's shortcuts. Off while a dialog is open, single letters off while typing. */
export function useFrameKeys({ onShortcuts }: { onShortcuts: () => void }): void {
  const navigate = useNavigate();
  const { history } = useRouter();
  const lock = useMutationCall("session", "lock");
  const sync = useMutationCall("sync", "now");
  const actions = useRef({ onShortcuts, lock, sync });
  actions.current = { onShortcuts, lock, sync };
  useEffect(() => {
    const always = (run: () => void) => (event: KeyboardEvent) => {
      if (document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      run();
    };
    const letter = (run: () => void) => (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      always(run)(event);
    };
    const search = () => document.getElementById(SEARCH_BOX_ID)?.focus();
    return tinykeys(window, {
      "$mod+k": always(search),
      "/": letter(search),
      F5: always(() => actions.current.sync.mutate({})),
      "$mod+l": always(() => actions.current.lock.mutate({})),
      "$mod+,": always(() => void navigate({ to: "/settings" })),
      "Alt+ArrowLeft": always(() => history.back()),
      "Alt+ArrowRight": always(() => history.forward()),
      "Shift+?": letter(() => actions.current.onShortcuts()),
      ...Object.fromEntries(PLACES.map((place) => [`g ${place.key}`, letter(() => void navigate({ to: place.to }))])),
    });
  }, [navigate, history]);
}
