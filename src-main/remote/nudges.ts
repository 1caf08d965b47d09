/**
 * The nudge stream (server-sent events): says that something changed, never what. The poll every 15 s works without it; it only makes news faster.
 * A silent stream is cut after 45 s (the service's heartbeat comes every 15 s) and opened again after a random pause.
 */
import { createParser } from "eventsource-parser";
import { API_BASE, EVENTS_PATH } from "#shared/contract/http.ts";
import { nudge } from "#shared/contract/sync.ts";
import type { Log } from "#main/log/Log.ts";
import { pause, type Timer } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import type { Remote } from "./Remote.ts";
import type { Transport } from "./transport.ts";

export type NudgeListener = {
  /** the stream stands; changes may have been missed before it did */
  hello(feedId: string): void;
  changed(): void;
  /** the service ended or changed this session */
  session(reason: string): void;
};
export type Nudges = { close(): void };

const SILENCE_MS = 45_000;
const CONNECT_TIMEOUT_MS = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

export function openNudges(
  rooms: {
    remote: Remote;
    transport: Transport;
    timer: Timer;
    random: Random;
    log: Log;
    /** false while offline: the connection's own probe looks for the service then */
    online: () => boolean;
  },
  listener: NudgeListener,
): Nudges {
  const { remote, transport, timer, random, log } = rooms;
  const closing = new AbortController();
  let failures = 0;

  const parser = createParser({
    onEvent({ event, data }) {
      failures = 0;
      hear(event ?? "", data);
    },
  });

  function hear(event: string, data: string): void {
    const body: unknown = jsonOf(data);
    if (event === "hello") {
      const hello = nudge.hello.safeParse(body);
      if (hello.success) listener.hello(hello.data.feedId);
    } else if (event === "changed") listener.changed();
    else if (event === "session") {
      const told = nudge.session.safeParse(body);
      listener.session(told.success ? told.data.reason : "");
    }
  }

  async function listen(): Promise<void> {
    const headers = remote.streamHeaders();
    if (headers === null || !rooms.online()) return;
    const silence = new AbortController();
    const cut = () => silence.abort();
    closing.signal.addEventListener("abort", cut);
    let cancelWatchdog = timer.after(CONNECT_TIMEOUT_MS, cut);
    try {
      const url = `${remote.baseUrl}${API_BASE}${EVENTS_PATH}`;
      const request = { method: "GET", url, headers, timeoutMs: CONNECT_TIMEOUT_MS, signal: silence.signal } as const;
      const chunks = await transport.stream(request);
      for await (const chunk of chunks) {
        cancelWatchdog();
        cancelWatchdog = timer.after(SILENCE_MS, cut);
        parser.feed(chunk);
      }
    } finally {
      cancelWatchdog();
      closing.signal.removeEventListener("abort", cut);
      parser.reset();
    }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await listen();
      } catch (error) {
        if (!closing.signal.aborted) log.info("the nudge stream broke", { error });
      }
      failures += 1;
      const ceiling = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 6), LONGEST_PAUSE_MS);
      await pause(timer, FIRST_PAUSE_MS + Math.floor(random.fraction() * (ceiling - FIRST_PAUSE_MS)), closing.signal);
    }
  }

  void run();
  return { close: () => closing.abort() };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: the schema that reads it next refuses undefined.
    return undefined;
  }
}
