import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { encode } from "uqr";
import { afterEach, expect, test } from "vitest";
import { AddressCode } from "#renderer/ui/AddressCode.tsx";

afterEach(cleanup);

const ADDRESS = "0xCE55403442777b081Da4Da004112845dD3B3575F";
const QUIET_ZONE = 4;

/** The dark modules of the drawing, read back from its path: "x y" each. */
const drawn = (svg: Element): Set<string> =>
  new Set(
    [...(svg.querySelector("path")?.getAttribute("d") ?? "").matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(
      ([, x = "", y = ""]) => `${x} ${y}`,
    ),
  );

/**
 * What a reader does with a version 3 symbol (29 modules a side): mask away, zigzag from the lower right corner, first block of bytes. ISO/IEC 18004, 7.7.3.
 * An address has 42 characters, which fit into version 3 with error correction M.
 */
function readByteText(dark: (x: number, y: number) => boolean, size: number, mask: (x: number, y: number) => boolean) {
  const isFunction = (x: number, y: number): boolean =>
    (x < 9 && y < 9) ||
    (x >= size - 8 && y < 9) ||
    (x < 9 && y >= size - 8) ||
    x === 6 ||
    y === 6 ||
    (Math.abs(x - 22) <= 2 && Math.abs(y - 22) <= 2);
  const bits: number[] = [];
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (!isFunction(x, y)) bits.push(Number(dark(x, y) !== mask(x, y)));
    }
  }
  const number = (from: number, length: number) => Number.parseInt(bits.slice(from, from + length).join(""), 2);
  const length = number(4, 8);
  const text = Array.from({ length }, (_, at) => String.fromCodePoint(number(12 + at * 8, 8))).join("");
  return { mode: number(0, 4), text };
}

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

test("R11.2 an address as a QR code: shown on request, with its text, and read back letter by letter", () => {
  render(<AddressCode address={ADDRESS} what="the deposit address" />);
  expect(document.querySelector("svg[role=img]")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Show the QR code: the deposit address" }));
  const svg = screen.getByRole("img", { name: `QR code of the address ${ADDRESS}` });
  const modules = drawn(svg);
  const { size, version, maskPattern } = encode(ADDRESS, { ecc: "M" });
  const side = size - 2;
  expect([version, side]).toEqual([3, 29]);
  expect(svg.getAttribute("viewBox")).toBe(`0 0 ${side + 2 * QUIET_ZONE} ${side + 2 * QUIET_ZONE}`);
  const dark = (x: number, y: number) => modules.has(`${x + QUIET_ZONE} ${y + QUIET_ZONE}`);
  expect(readByteText(dark, side, MASKS[maskPattern] as (typeof MASKS)[number])).toEqual({ mode: 4, text: ADDRESS });
  fireEvent.click(screen.getByRole("button", { name: "Hide the QR code: the deposit address" }));
  expect(document.querySelector("svg[role=img]")).toBeNull();
});

test("what is no address has no code", () => {
  const { container } = render(<AddressCode address="not an address" what="the deposit address" />);
  expect(container.textContent).toBe("");
  expect(container.querySelector("button")).toBeNull();
});
