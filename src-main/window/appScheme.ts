/**
 * The page is served from our own scheme, from a closed list of files that was read at start: no path of a request ever becomes a path of the disk.
 * Every answer carries the policy (security P0.2, P0.3): scripts and styles of our own only, no network at all.
 */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Protocol } from "electron";
import type { PaperShelf } from "./paperPrinter.ts";

export const APP_ORIGIN = { protocol: "app:", host: "desk" } as const;
export const START_URL = `${APP_ORIGIN.protocol}//${APP_ORIGIN.host}/index.html`;

/** Before the app is ready. `corsEnabled` closes GHSA-v3j7-r9gq-3gjw; `codeCache` keeps the page's compiled code between starts. */
export const APP_SCHEME = {
  scheme: "app",
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
} as const;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "worker-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const MEDIA_TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

export function serveAppFiles(protocol: Protocol, folder: string, papers: PaperShelf): void {
  const files = filesOf(folder);
  protocol.handle(
    APP_SCHEME.scheme,
    async (request) => (await answerPaper(files, papers, request)) ?? answer(files, request),
  );
}

/** Beside paper.html, so that its style sheet is found from there. */
const PAPER_PATH = /^\/paper-([0-9a-f-]{36})\.html$/;

/** A paper that is being printed; null when the request is for something else. */
export async function answerPaper(
  files: ReadonlyMap<string, string>,
  papers: PaperShelf,
  request: Request,
): Promise<Response | null> {
  const url = new URL(request.url);
  const paper = url.host === APP_ORIGIN.host ? papers.get(PAPER_PATH.exec(url.pathname)?.[1] ?? "") : undefined;
  const template = files.get("/paper.html");
  if (request.method !== "GET" || paper === undefined || template === undefined) return null;
  return new Response(paper.fill(await readFile(template, "utf8")), { headers: headersOf(".html") });
}

/** Path of a URL -> file, for every file of the built page. */
export function filesOf(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(folder.length).replaceAll("\\", "/"), file];
    }),
  );
}

export async function answer(files: ReadonlyMap<string, string>, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const file = request.method === "GET" && url.host === APP_ORIGIN.host ? files.get(url.pathname) : undefined;
  if (file === undefined) return new Response("not found", { status: 404, headers: headersOf(".txt") });
  return new Response(new Uint8Array(await readFile(file)), { headers: headersOf(extname(file)) });
}

function headersOf(extension: string): Record<string, string> {
  return {
    "content-type": MEDIA_TYPES[extension] ?? "application/octet-stream",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), clipboard-read=(), clipboard-write=()",
  };
}
