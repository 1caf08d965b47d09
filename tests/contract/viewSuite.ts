/** Saved views of the record list, by the contract alone: one's own, shared ones, who may change them. Source: R10.4, I10. */
import { describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";

export function viewSuite(desk: () => Desk): void {
  const operator = () => desk().person("operator");
  const supervisor = () => desk().person("supervisor");
  /** no suite meets the views of a run before */
  const named = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;
  const view = (name: string, shared = false) => ({ name: named(name), query: "status:credited amount>1", shared });
  const idsSeenBy = async ({ api }: ReturnType<typeof operator>) =>
    (await api.ok(http.views.list, {})).items.map(({ id }) => id);

  describe("saved views", () => {
    test("R10.4 a view of one's own is kept, changed and removed, and nobody else sees it", async () => {
      const { api, user } = operator();
      const body = view("mine");
      const saved = await api.ok(http.views.save, { body });
      expect(saved).toMatchObject({ ...body, owner: { id: user.id }, version: 1 });
      expect(await idsSeenBy(operator())).toContain(saved.id);
      expect(await idsSeenBy(supervisor())).not.toContain(saved.id);
      const stranger = { params: { id: saved.id }, ifMatch: 1, body };
      await expectRefused(supervisor().api, http.views.change, stranger, "NOT_FOUND");
      const changed = await api.ok(http.views.change, { ...stranger, body: { ...body, query: "status:expired" } });
      expect(changed).toMatchObject({ query: "status:expired", version: 2 });
      await expectRefused(api, http.views.change, stranger, "VERSION_MISMATCH");
      await expectRefused(api, http.views.remove, { params: { id: saved.id }, ifMatch: 1 }, "VERSION_MISMATCH");
      expect(await api.ok(http.views.remove, { params: { id: saved.id }, ifMatch: 2 })).toEqual(changed);
      expect(await idsSeenBy(operator())).not.toContain(saved.id);
    });

    test("R10.4 R3.3 only who may share shares, changes what is shared and removes it; everybody reads it", async () => {
      const body = view("shared", true);
      await expectRefused(operator().api, http.views.save, { body }, "PERMISSION_DENIED");
      const saved = await supervisor().api.ok(http.views.save, { body });
      expect(await idsSeenBy(operator())).toContain(saved.id);
      const about = { params: { id: saved.id }, ifMatch: 1 };
      await expectRefused(operator().api, http.views.change, { ...about, body }, "PERMISSION_DENIED");
      await expectRefused(operator().api, http.views.remove, about, "PERMISSION_DENIED");
      await supervisor().api.ok(http.views.remove, about);
    });

    test("a name that one has already is refused with the field that is wrong", async () => {
      const { api } = operator();
      const body = view("twice");
      const saved = await api.ok(http.views.save, { body });
      const refusal = await expectRefused(api, http.views.save, { body }, "VALIDATION_FAILED");
      expect(refusal).toMatchObject({ errors: [{ pointer: "/name" }] });
      await api.ok(http.views.remove, { params: { id: saved.id }, ifMatch: 1 });
    });
  });
}
