/**
 * Virtual time. Everything that happens in the simulated world is a task in one queue, ordered by time and then by the order in which it was planned;
 * nothing runs beside it. One task is one operation.
 */
import { setImmediate as endOfTurn } from "node:timers/promises";

/** Whom a task happens to. A killed process never hears of it; a stopped one hears of it when it goes on. */
export type Owner = { dead: boolean; stoppedUntil: number };

type Task = { at: number; order: number; label: string; owner: Owner | null; run: (() => void) | null };

export type Scheduler = {
  /** milliseconds since 1970 in the simulated world */
  now(): number;
  /** The returned function calls it off. */
  after(delayMs: number, label: string, run: () => void, owner?: Owner | null): () => void;
  /** Runs the next task and all that follows from it before the next one. The task's label, or null when nothing is planned. */
  step(): Promise<string | null>;
  pending(): number;
};

export function createScheduler(startMs: number): Scheduler {
  const heap: Task[] = [];
  let now = startMs;
  let order = 0;

  const before = (one: Task, other: Task) => one.at < other.at || (one.at === other.at && one.order < other.order);

  function push(task: Task): void {
    let index = heap.length;
    heap.push(task);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Task;
      if (!before(task, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = task;
  }

  function pop(): Task | undefined {
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Task, heap[child] as Task)) child += 1;
      const below = heap[child] as Task;
      if (!before(below, last)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
    return first;
  }

  return {
    now: () => now,
    pending: () => heap.length,
    after(delayMs, label, run, owner = null) {
      const task: Task = { at: now + Math.max(0, delayMs), order, label, owner, run };
      order += 1;
      push(task);
      return () => {
        task.run = null;
      };
    },
    async step() {
      for (;;) {
        const task = pop();
        if (task === undefined) return null;
        const { run, owner, label } = task;
        if (run === null || owner?.dead === true) continue;
        if (owner !== null && owner.stoppedUntil > task.at) {
          push({ ...task, at: owner.stoppedUntil, order });
          order += 1;
          continue;
        }
        now = task.at;
        run();
        // Every promise that this task settled has run its course when the event loop turns.
        await endOfTurn();
        return label;
      }
    },
  };
}
