/** Restricted notes and presence, by the contract alone. Source: features 62 and 70. */
import { describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";

export function noteSuite(desk: () => Desk): void {
  const oneRecord = async (): Promise<{ params: { id: string } }> => {
    const { items } = await desk()
      .person("operator")
      .api.ok(http.deposits.list, { query: { limit: 1 } });
    const [record] = items;
    if (record === undefined) throw new Error("the service must hold a record");
    return { params: { id: record.id } };
  };

  describe("what few see, and who sees it at once", () => {
    test("feature 62 without the right nobody reads or writes a restricted note", async () => {
      const about = await oneRecord();
      for (const name of ["operator", "supervisor", "executor", "auditor", "admin"]) {
        const { api } = desk().person(name);
        await expectRefused(api, http.notes.list, about, "PERMISSION_DENIED");
        await expectRefused(api, http.notes.write, { ...about, body: { text: "not for me" } }, "PERMISSION_DENIED");
      }
    });

    test("feature 62 a holder, made one by two administrators, writes a note and reads it", async () => {
      const about = await oneRecord();
      const [admin, second, holder] = ["admin", "admin2", "supervisor2"].map((name) => desk().person(name));
      if (!admin || !second || !holder) throw new Error("the service must have two administrators and a supervisor");
      const give = async (grants: Permission[]) => {
        const { items } = await admin.api.ok(http.users.list);
        const account = items.find(({ id }) => id === holder.user.id);
        if (account === undefined) throw new Error("the holder's account is in the list");
        const { id, version, roles, disabled } = account;
        const body = { roles, grants, disabled, remarks: "Joins compliance" };
        return admin.api.ok(http.users.proposeRights, { params: { id }, ifMatch: version, body });
      };
      const { id, version } = await give(["Restricted.Read"]);
      const body = { remarks: "Checked" };
      await second.api.ok(http.users.approveRights, { params: { id }, ifMatch: version, body });
      const text = `a note of ${crypto.randomUUID()}`;
      const written = await holder.api.ok(http.notes.write, { ...about, body: { text } });
      expect((await holder.api.ok(http.notes.list, about)).items).toContainEqual(written);
      await give([]);
      await expectRefused(holder.api, http.notes.list, about, "PERMISSION_DENIED");
    });

    test("feature 70 two people with the same record open see each other", async () => {
      const about = await oneRecord();
      const operator = desk().person("operator");
      const supervisor = desk().person("supervisor");
      await operator.api.ok(http.presence.deposit, about);
      const { others } = await supervisor.api.ok(http.presence.deposit, about);
      expect(others.map(({ person }) => person.id)).toContain(operator.user.id);
      expect(others.map(({ person }) => person.id)).not.toContain(supervisor.user.id);
      const { items } = await operator.api.ok(http.refunds.list, { query: { limit: 1 } });
      const [refund] = items;
      if (refund === undefined) throw new Error("the service must hold a refund");
      expect((await operator.api.ok(http.presence.refund, { params: { id: refund.id } })).others).toEqual([]);
    });
  });
}
