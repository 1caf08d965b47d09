/** The whole window: theme, session, then either the sign-in screen, the lock, or the pages. */
import { MantineProvider, type MantineColorSchemeManager } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, type RouterHistory } from "@tanstack/react-router";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { ask } from "#renderer/api/bridge.ts";
import { EngineEvents } from "#renderer/api/EngineEvents.tsx";
import { makeQueryClient } from "#renderer/api/queryClient.ts";
import { useSettings } from "#renderer/api/settings.ts";
import { LanguageProvider } from "#renderer/i18n/spokenLanguage.tsx";
import { speak, t } from "#renderer/i18n/t.ts";
import { themeOverride } from "#renderer/theme/mantineTheme.ts";
import { PreferencesProvider, type Preferences } from "#renderer/ui/preferences.tsx";
import { toast, Toasts } from "#renderer/ui/toasts.tsx";
import { makeRouter } from "./routes.tsx";
import { SessionGate } from "./SessionGate.tsx";

/** `history`, `now` and `env` are given by tests. */
export function App({ history, now, env }: { history?: RouterHistory; now?: () => number; env?: "test" }) {
  const [client] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(history));
  const go = useCallback((to: string) => void router.navigate({ href: to, to }), [router]);
  return (
    <QueryClientProvider client={client}>
      <EngineEvents onNavigate={go} />
      <Theme {...(env === undefined ? {} : { env })} {...(now === undefined ? {} : { now })}>
        <SessionGate>
          <RouterProvider router={router} />
        </SessionGate>
        <Toasts />
      </Theme>
    </QueryClientProvider>
  );
}

/** The scheme comes from the engine's settings alone; nothing is kept in the page. */
const noSchemeStore: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

const presentMoment = () => Date.now();

function Theme({ children, env, now = presentMoment }: { children: ReactNode; env?: "test"; now?: () => number }) {
  const { theme, density, zone, language } = useSettings();
  speak(language);
  const systemDark = useMediaQuery("(prefers-color-scheme: dark)", undefined, { getInitialValueInEffect: false });
  const scheme = theme === "system" ? (systemDark ? "dark" : "light") : theme;
  const preferences = useMemo<Preferences>(
    () => ({
      zone,
      density,
      now,
      copy: async (text) => {
        await ask("system", "copy", { text });
        toast(t("ui:copied"), text);
      },
    }),
    [zone, density, now],
  );
  return (
    <MantineProvider
      theme={themeOverride}
      forceColorScheme={scheme}
      colorSchemeManager={noSchemeStore}
      withCssVariables={false}
      withGlobalClasses={false}
      {...(env === undefined ? {} : { env })}
    >
      <LanguageProvider value={language}>
        <PreferencesProvider value={preferences}>{children}</PreferencesProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
