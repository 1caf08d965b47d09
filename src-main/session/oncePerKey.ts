/**
 * One click, one request. The form mints its key when it opens, so everything under one key is the same wish:
 * a second click while the first is under way gets the first one's answer; a second click after a lost answer sends the very same request again,
 * which the central service knows by its key. Only after a clear refusal is the request made anew.
 */
import { isUnreached } from "#main/faults/isUnreached.ts";

export type OncePerKey = {
  run<Request, Answer>(
    key: string,
    steps: {
      /** reads live, checks, proves, signs; repeated only when nothing was sent yet */
      prepare: () => Promise<Request>;
      send: (request: Request) => Promise<Answer>;
    },
  ): Promise<Answer>;
};

const ANSWERS_KEPT = 100;

export function createOncePerKey(): OncePerKey {
  /** under way, or answered well */
  const answers = new Map<string, Promise<unknown>>();
  /** sent, and nobody knows what became of it */
  const unanswered = new Map<string, unknown>();

  async function attempt<Request, Answer>(
    key: string,
    { prepare, send }: { prepare: () => Promise<Request>; send: (request: Request) => Promise<Answer> },
  ): Promise<Answer> {
    const request = unanswered.has(key) ? (unanswered.get(key) as Request) : await prepare();
    try {
      const answer = await send(request);
      unanswered.delete(key);
      return answer;
    } catch (error) {
      if (isUnreached(error)) unanswered.set(key, request);
      else unanswered.delete(key);
      throw error;
    }
  }

  return {
    run<Request, Answer>(
      key: string,
      steps: { prepare: () => Promise<Request>; send: (request: Request) => Promise<Answer> },
    ): Promise<Answer> {
      const same = answers.get(key);
      if (same !== undefined) return same as Promise<Answer>;
      const answer = attempt(key, steps);
      answers.set(key, answer);
      answer.catch(() => answers.delete(key));
      if (answers.size > ANSWERS_KEPT) answers.delete(answers.keys().next().value as string);
      return answer;
    },
  };
}
