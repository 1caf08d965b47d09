/** What every screen takes from the operator's settings and from the clock: time zone, density, now, copying. Provided once by the app. */
import { createContext, use, useEffect, useState, type ReactNode } from "react";

export type Zone = "Asia/Hong_Kong" | "UTC";
export type Density = "compact" | "default" | "relaxed";

export type Preferences = {
  zone: Zone;
  density: Density;
  /** ms since the epoch */
  now: () => number;
  /** copies and says what was copied */
  copy: (text: string) => Promise<void>;
};

const fallback: Preferences = {
  zone: "Asia/Hong_Kong",
  density: "default",
  now: () => Date.now(),
  copy: () => Promise.resolve(),
};

const PreferencesContext = createContext<Preferences>(fallback);

export function PreferencesProvider({ value, children }: { value: Preferences; children: ReactNode }) {
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  return use(PreferencesContext);
}

/** The present moment (ms), refreshed every `everyMs`, for ages and countdowns. */
export function useNow(everyMs = 30_000): number {
  const { now } = usePreferences();
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setMoment(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, now]);
  return moment;
}
