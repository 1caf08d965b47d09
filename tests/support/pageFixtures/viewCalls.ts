/** The engine's answers about saved views, over the desk of a page test. */
import type { Person } from "#shared/contract/common.ts";
import type { CallHandlers } from "#shared/contract/ipc.ts";
import type { SavedView } from "#shared/contract/savedView.ts";
import { AppError } from "#shared/errors.ts";
import { idOf, NOW } from "./ids.ts";

export function viewCalls(desk: { views: SavedView[] }, actor: () => Person): CallHandlers["views"] {
  const placeOf = (id: string): number => {
    const at = desk.views.findIndex((view) => view.id === id);
    if (at === -1) throw new AppError("NOT_FOUND", "no such view");
    return at;
  };
  return {
    list: () => structuredClone(desk.views),
    save: ({ name, query, shared }) => {
      const view = { id: idOf("view", desk.views.length + 1), owner: actor(), updatedAt: NOW, version: 1 };
      desk.views.push({ ...view, name, query, shared });
      return { ...view, name, query, shared };
    },
    change: ({ id, name, query, shared }) => {
      const at = placeOf(id);
      const view = desk.views[at] as SavedView;
      const changed = { ...view, name, query, shared, version: view.version + 1 };
      desk.views[at] = changed;
      return changed;
    },
    remove: ({ id }) => desk.views.splice(placeOf(id), 1)[0] as SavedView,
  };
}
