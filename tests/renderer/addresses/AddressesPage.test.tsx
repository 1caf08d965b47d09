import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { inputsOf } from "#tests/support/pageApi.ts";
import { idOf } from "#tests/support/pageFixtures/ids.ts";
import { CLIENT_ADDRESS, LOOKALIKE_ADDRESS, makeAddress, OTHER_ADDRESS } from "#tests/support/pageFixtures/records.ts";
import { ADDRESS_BOOK } from "#tests/support/pageFixtures/refundWorld.ts";
import { openRefunds, type } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const book = [
  ...ADDRESS_BOOK,
  makeAddress({
    id: idOf("address", 9),
    customerNo: "C-111336",
    customerName: "Chow Tsz Ching",
    address: "0x443D30fC11aB5E2f8a8BcE9b1B3e8B0B90FF7C14",
  }),
];

test("R5.2 per client with status, method, proof, time and checker", async () => {
  openRefunds("/addresses", { addresses: book });
  const client = await screen.findByRole("region", { name: "Addresses of C-108834" });
  const [first] = within(client).getAllByRole("listitem");
  for (const words of [
    CLIENT_ADDRESS,
    "Verified",
    "Signed message",
    "Signature of challenge 4c1f-77",
    "3 Nov 2026 10:14:00",
    "by Siu Ka Man, added by Cheung Mei Yan",
  ])
    expect(first?.textContent).toContain(words);
  expect(within(client).getAllByRole("listitem")).toHaveLength(4);
  expect(screen.getByRole("region", { name: "Addresses of C-111336" })).toBeTruthy();
});

test("R5.2 search by any part of an address, in groups or not", async () => {
  const { page } = openRefunds("/addresses", { addresses: book });
  await screen.findByRole("region", { name: "Addresses of C-108834" });
  type(screen.getByRole("searchbox", { name: "Search addresses" }), "6B8d 2BFE");
  await waitFor(() => expect(screen.queryByRole("region", { name: "Addresses of C-111336" })).toBeNull());
  expect(screen.getByText(OTHER_ADDRESS)).toBeTruthy();
  expect(inputsOf(page, "addresses", "search").at(-1)).toMatchObject({ text: "6B8d2BFE" });
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));
  await screen.findByRole("region", { name: "Addresses of C-111336" });
});

test("R5.5 a look-alike is warned of, with the other address in full", async () => {
  openRefunds("/addresses", { addresses: book });
  expect(await screen.findAllByText(/Looks like another known address/)).toHaveLength(2);
  expect(screen.getAllByText(LOOKALIKE_ADDRESS)).toHaveLength(2);
});

test("statuses are views with counts; one client's addresses can be asked for by link", async () => {
  openRefunds("/addresses?customerNo=C-108834", { addresses: book });
  await screen.findByRole("region", { name: "Addresses of C-108834" });
  expect(screen.queryByRole("region", { name: "Addresses of C-111336" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: /^Revoked/ }));
  await waitFor(() =>
    expect(screen.getAllByRole("listitem").filter((item) => item.textContent?.includes("0x28aE"))).toHaveLength(1),
  );
  expect(screen.queryByText(CLIENT_ADDRESS)).toBeNull();
});

test("nothing found says so and leads back", async () => {
  openRefunds("/addresses?text=nothing", { addresses: book });
  expect(await screen.findByText("No address matches.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Clear the search" }));
  await screen.findByRole("region", { name: "Addresses of C-108834" });
});
