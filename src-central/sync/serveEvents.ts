import type { FastifyInstance } from "fastify";

import { authenticate } from "#central/accounts/authenticate.ts";
import type { Rooms } from "#central/context.ts";
import { asAppError } from "#central/http/asAppError.ts";
import { sendProblem } from "#central/http/problem.ts";
import { API_BASE, EVENTS_PATH } from "#shared/contract/http.ts";
import type { Nudges } from "./nudges.ts";

/** A reader that takes nothing for this long is cut off, so that a stuck one does not fill our memory. */
const MOST_UNREAD_BYTES = 64 * 1024;

/** GET /v1/events. The stream lives as long as its session, also past the access token it was opened with. */
export function serveEvents(app: FastifyInstance, rooms: Rooms, nudges: Nudges): void {
  app.get(`${API_BASE}${EVENTS_PATH}`, async (request, reply) => {
    try {
      const actor = await authenticate(rooms, request.headers.authorization, null);
      const { raw } = reply;
      reply.hijack();
      raw.writeHead(200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Request-Id": request.id,
        "X-Accel-Buffering": "no",
      });
      const write = (text: string) => {
        if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy();
        else raw.write(text);
      };
      const leave = await nudges.listen({
        actor,
        send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        heartbeat: () => write(": still here\n\n"),
        end: () => raw.end(),
      });
      raw.on("close", leave);
    } catch (error) {
      if (reply.raw.headersSent) {
        request.log.error({ err: error }, "the nudge stream broke");
        reply.raw.destroy();
      } else await sendProblem(reply, asAppError(error, request.log), request.id, `${API_BASE}${EVENTS_PATH}`);
    }
    return reply;
  });
}
