/** Deposit applications (S7, S8): the queue from the cache, decisions through the central service. */
import type { Application } from "#shared/contract/application.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";
import { asOfText } from "#main/sync/asOfText.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";

export function searchApplications(
  { cache }: Desk,
  input: CallParsed<Calls["applications"]["search"]>,
): { items: Application[]; total: number; asOf: string | null } {
  return { ...cache.searchApplications(input), asOf: asOfText(cache) };
}

export async function readApplication(desk: Desk, { id }: { id: string }): Promise<Application> {
  return desk.cache.application(id) ?? (await readNow(desk, id));
}

/** Guide: "If an abnormal or problematic deposit application is encountered, back-office operators may delete it directly". It stays as a tombstone (R8.2). */
export function deleteApplication(
  desk: Desk,
  { id, version, reasonCode, remarks, idempotencyKey }: CallParsed<Calls["applications"]["delete"]>,
): Promise<Application> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      expectVersion(await readNow(desk, id), version);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { reasonCode, remarks } };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.applications.delete, request)),
  });
}

/** An abnormal application that is good after all: its record is generated. */
export function acceptApplication(
  desk: Desk,
  { id, version, remarks, idempotencyKey }: CallParsed<Calls["applications"]["accept"]>,
): Promise<Application> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      expectVersion(await readNow(desk, id), version);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { remarks } };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.applications.accept, request)),
  });
}

async function readNow(desk: Desk, id: string): Promise<Application> {
  return remembered(desk, await desk.remote.call(http.applications.get, { params: { id } }));
}

async function remembered({ remember }: Desk, application: Application): Promise<Application> {
  await remember("applications", [application]);
  return application;
}
