import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { Money } from "#renderer/ui/Money.tsx";

afterEach(cleanup);

const textOf = (element: React.ReactElement) => render(element).container.textContent;

describe("Money", () => {
  test("R7.4 shows every digit, grouped, with the currency's fixed decimals", () => {
    expect(textOf(<Money amount="1250000" currency="USDC" decimals={6} />)).toBe("1,250,000.000000 USDC");
    expect(textOf(<Money amount="18.04271" currency="ETH" decimals={8} />)).toBe("18.04271000 ETH");
    expect(textOf(<Money amount="9999.999999" currency="USDT" decimals={6} />)).toBe("9,999.999999 USDT");
  });

  test("R7.4 never rounds: more digits than fit end in an ellipsis", () => {
    expect(textOf(<Money amount="0.123456789012345678" currency="ETH" decimals={8} />)).toBe("0.12345678… ETH");
  });

  test("R7.4 keeps an amount of 60 digits exactly", () => {
    const whole = "9".repeat(60);
    expect(textOf(<Money amount={`${whole}.1`} decimals={2} />)?.replaceAll(",", "")).toBe(`${whole}.10`);
  });

  test("dims the trailing zeros, and the point only when nothing but zeros follows", () => {
    const { container } = render(<Money amount="184.2" decimals={8} />);
    const [figures] = container.querySelectorAll("span > span");
    const parts = [...(figures?.childNodes ?? [])].map((node) => node.textContent);
    expect(parts.slice(0, 3)).toEqual(["184.", "2", "0000000"]);
  });

  test("keeps decimal points on one line without adding words", () => {
    const { container } = render(<Money amount="1" currency="USDT" decimals={6} alignTo={8} size="grid" />);
    expect(container.querySelector("[data-pad]")?.getAttribute("data-pad")).toBe("00");
    expect(container.textContent).toBe("1.000000 USDT");
  });

  test("says nothing is known with a dash", () => {
    expect(textOf(<Money amount={null} currency="USDT" />)).toBe("–");
  });
});
