/** Where the window stood last time, as far as that is still on a screen. */
export type Rectangle = { x: number; y: number; width: number; height: number };

export const MIN_WIDTH = 1280;
export const MIN_HEIGHT = 720;
const USUAL = { width: 1440, height: 900 };

/** `screens`: the areas in which windows may stand. Null: the middle of the first one, in the usual size. */
export function windowBounds(last: Rectangle | null, screens: readonly Rectangle[]): Partial<Rectangle> {
  const [first] = screens;
  if (first === undefined) return last ?? USUAL;
  if (last === null)
    return { width: clamp(USUAL.width, MIN_WIDTH, first.width), height: clamp(USUAL.height, MIN_HEIGHT, first.height) };
  const screen = screens.find((one) => overlap(one, last) > 0) ?? first;
  const width = clamp(last.width, MIN_WIDTH, screen.width);
  const height = clamp(last.height, MIN_HEIGHT, screen.height);
  return {
    width,
    height,
    x: clamp(last.x, screen.x, screen.x + screen.width - width),
    y: clamp(last.y, screen.y, screen.y + screen.height - height),
  };
}

/** A screen smaller than the smallest window: the window keeps its smallest size. */
function clamp(wanted: number, least: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
