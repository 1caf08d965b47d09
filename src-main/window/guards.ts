/** Everything that the page can never need is refused for the whole program: network, permissions, downloads, navigation, windows (security P0.4, P0.5). */
import type { App, Session, WebContents } from "electron";
import type { Log } from "#main/log/Log.ts";
import { APP_ORIGIN } from "./appScheme.ts";

export function guardSession(session: Session, log: Log): void {
  session.webRequest.onBeforeRequest({ urls: ["<all_urls>"] }, ({ url }, done) => {
    const cancel = !url.startsWith(`${APP_ORIGIN.protocol}//${APP_ORIGIN.host}/`) && !isDeveloperTool(url);
    if (cancel) log.warn("the page's request was blocked", { url: url.slice(0, 80) });
    done({ cancel });
  });
  session.setPermissionRequestHandler((_contents, permission, done) => {
    log.warn("the page's wish was refused", { reason: permission });
    done(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, done) => done({}));
  session.on("will-download", (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

/** Present while developing only: the packaged program has no developer tools. */
function isDeveloperTool(url: string): boolean {
  return url.startsWith("devtools://");
}

export function guardContents(app: App, log: Log): void {
  app.on("web-contents-created", (_created, contents) => {
    const refuse = (event: { preventDefault(): void }): void => {
      event.preventDefault();
      log.warn("the page's navigation was refused");
    };
    contents.on("will-navigate", refuse);
    contents.on("will-frame-navigate", refuse);
    contents.on("will-redirect", refuse);
    contents.on("will-attach-webview", refuse);
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    logFaults(contents, log);
  });
}

function logFaults(contents: WebContents, log: Log): void {
  contents.on("render-process-gone", (_event, { reason, exitCode }) =>
    log.error("the page's process ended", { reason, exitCode }),
  );
  contents.on("preload-error", (_event, _file, error) => log.error("the preload failed", { error }));
  contents.on("console-message", (event, level, message) => {
    const said = consoleMessage(event, level, message);
    if (said !== null) log.warn("the page says", { reason: said });
  });
}

/** Warnings and errors. From Electron 35 on they stand on the event, before that in the arguments. */
export function consoleMessage(event: object, level: unknown, message: unknown): string | null {
  if ("message" in event && typeof event.message === "string") {
    const serious = "level" in event && (event.level === "warning" || event.level === "error");
    return serious ? event.message : null;
  }
  return typeof level === "number" && level >= 2 && typeof message === "string" ? message : null;
}
