/** B09. A page deep in the list beside the first one: keyset, so that both cost the same. */
import type { DepositSearch } from "#shared/contract/ipc.ts";
import { cursorText } from "#main/store/depositOrder.ts";
import type { Benchmark } from "./Benchmark.ts";
import { perCall, withReads } from "./readWorld.ts";

const ROWS_A_PAGE = 100;
const DEEP_PAGE = 5_000;

export const depthSearch: Benchmark = {
  id: "B09",
  what: "a deep page",
  gate: false,
  run: (world) =>
    withReads(world, async ({ cache, plain }) => {
      const page = Math.min(DEEP_PAGE, Math.floor(world.rows / ROWS_A_PAGE) - 2);
      const measured = async (status: readonly "CREDITED"[], depth: number) => {
        const where = status.length === 0 ? "1" : "status = 'CREDITED'";
        const place = plain
          .prepare<[number], [number, Buffer]>(
            `SELECT requested_at, id FROM deposits WHERE ${where} ORDER BY requested_at DESC, id DESC LIMIT 1 OFFSET ?`,
          )
          .raw()
          .get(depth * ROWS_A_PAGE - 1) as [number, Buffer];
        const order = { sort: "requestedAt", descending: true } as const;
        const search: DepositSearch = status.length === 0 ? {} : { status: [...status] };
        const cursor = cursorText(order, place);
        return perCall(
          {
            rounds: world.rounds,
            calls: 200,
            what: `page ${depth} beside page 1${status.length === 0 ? "" : ", credited ones"}`,
            target: 1.1,
          },
          () => cache.searchDeposits({ ...search, cursor }),
          () => cache.searchDeposits(search),
        );
      };
      return [await measured([], page), await measured(["CREDITED"], Math.floor(page * 0.7))];
    }),
};
