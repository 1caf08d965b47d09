/** What people and clients wrote, on the page of a record: shown letter by letter, run never, turned nowhere but in its own place. */
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { makeDeposit } from "#tests/support/pageFixtures/records.ts";
import { before, idOf } from "#tests/support/pageFixtures/ids.ts";
import { OPERATOR } from "#tests/support/pageFixtures/people.ts";
import { openRefunds } from "#tests/support/openRefunds.tsx";
import { HOSTILE_TEXTS } from "#tests/support/hostileTexts.ts";

afterEach(cleanup);

/** Happy DOM has no layout: what a text could do to the page is seen in its elements. */
const DANGEROUS =
  "script, iframe, object, embed, math, svg [onload], [onerror], [onload], [srcdoc], a[href^='javascript']";
const EVERY = process.env["HOSTILE_TEXTS"] === "all" ? 1 : 60;
const TEXTS = HOSTILE_TEXTS.filter((text, index) => index % EVERY === 0 && text.isWellFormed() && text.length <= 500);

test("R15.2 R16.4 hostile remarks, names and addresses on the record's page: letter by letter, no element of theirs", async () => {
  expect(TEXTS.length).toBeGreaterThan(5);
  for (const text of TEXTS) {
    openRefunds(`/records/${idOf("deposit", 1)}`, {
      deposit: makeDeposit({
        ...{ status: "CANCELLED", creditedAt: null, customerName: text, sourceAddress: text, destinationAddress: text },
        cancel: { by: { id: OPERATOR.id, name: OPERATOR.displayName }, remarks: text },
        cancelledAt: before(60_000),
      }),
    });
    const request = await screen.findByRole("region", { name: "Request" });
    const valueOf = (label: string) =>
      within(request).getByText(label, { selector: "dt" }).nextElementSibling?.textContent ?? "";
    expect(valueOf("Client name")).toBe(text);
    // What looks like a hash is drawn in groups too.
    expect(valueOf("Source address")).toContain(text);
    expect(valueOf("Destination address")).toContain(text);
    expect(valueOf("Cancelled")).toContain(text);
    const said = [...request.querySelectorAll("bdi")].map((one) => one.textContent);
    expect(said, JSON.stringify(text)).toContain(text);
    expect(document.body.querySelectorAll(DANGEROUS)).toHaveLength(0);
    expect((globalThis as { injected?: unknown }).injected).toBeUndefined();
    cleanup();
  }
}, 600_000);
