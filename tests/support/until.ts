/** Waits for something that comes by itself: asks again until it is there, or says what it saw last. */
export async function until<T extends object>(
  what: string,
  timeoutMs: number,
  /** the thing itself, or words about why it is not there yet */
  look: () => Promise<T | string> | T | string,
  pauseMs = 100,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (typeof seen !== "string") return seen;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms until ${what}; ${seen}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
