import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ComparedAddresses } from "#renderer/ui/ComparedAddresses.tsx";

afterEach(cleanup);

const ADDRESS = "0xCE55403442777b081Da4Da004112845dD3B3575F";
const OTHER = "0xCE55403442777b081Da4Da004112845dD3B30000";

describe("addresses", () => {
  test("are shortened in grids only, with the whole at hand", () => {
    const { container } = render(<AddressText form="short" value={ADDRESS} />);
    expect(container.textContent).toBe("0xCE554034…D3B3575F");
    expect(container.querySelector("[data-full]")?.getAttribute("data-full")).toBe(ADDRESS);
  });

  test("stand in groups of four elsewhere, whole for a screen reader", () => {
    const { container } = render(<AddressText value={ADDRESS} />);
    expect(container.querySelector(".spoken")?.textContent).toBe(ADDRESS);
    expect([...container.querySelectorAll("[aria-hidden]")].map((one) => one.textContent).slice(0, 3)).toEqual([
      "0x",
      "CE55",
      "4034",
    ]);
  });

  test("show what a client declared as it is, right or wrong", () => {
    expect(render(<AddressText value="not an address" />).container.textContent).toBe("not an address");
  });

  test("R20.1 compared addresses state the count, and name the group that differs", () => {
    const same = render(
      <ComparedAddresses
        rows={[
          { label: "A", address: ADDRESS },
          { label: "B", address: ADDRESS },
        ]}
      />,
    );
    expect(same.getByRole("status").textContent).toBe("40 of 40 characters equal");
    cleanup();
    const different = render(
      <ComparedAddresses
        rows={[
          { label: "A", address: ADDRESS },
          { label: "B", address: OTHER },
        ]}
      />,
    );
    expect(different.getByRole("status").textContent).toBe("36 of 40 characters equal, group 10 differs");
  });
});
