/** Draws the app over a world of refunds: the record of the fixtures, its refunds, the client's address book, signed in as anybody. */
import { fireEvent } from "@testing-library/react";
import type { CallHandlers, RefundDraft, SyncStatus } from "#shared/contract/ipc.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { User } from "#shared/contract/session.ts";
import { DEMO_SESSION, makeDesk } from "./pageApi.ts";
import { OPERATOR } from "./pageFixtures/people.ts";
import { makeDeposit } from "./pageFixtures/records.ts";
import { ADDRESS_BOOK, refundHandlers, type RefundWorld } from "./pageFixtures/refundWorld.ts";
import { renderApp, type RenderedApp } from "./renderApp.tsx";

export type OpenRefunds = RenderedApp & { world: RefundWorld };

export function openRefunds(
  path: string,
  given: {
    user?: User;
    deposit?: Deposit;
    refunds?: Refund[];
    draft?: RefundDraft | null;
    addresses?: readonly WalletAddress[];
    timeline?: TimelineEvent[];
    sync?: Partial<SyncStatus>;
    demo?: false;
    answers?: Partial<CallHandlers["refunds"]>;
    keys?: Partial<CallHandlers["signingKey"]>;
    system?: Partial<CallHandlers["system"]>;
  } = {},
): OpenRefunds {
  const { user = OPERATOR, deposit = makeDeposit(), refunds = [], draft = null, addresses = ADDRESS_BOOK } = given;
  const world: RefundWorld = { deposits: [deposit], refunds: [...refunds], draft, addresses: [...addresses] };
  const handlers = refundHandlers(world);
  const base = makeDesk({ deposits: [deposit] });
  const opened = renderApp(path, {
    desk: {
      deposits: world.deposits,
      refunds: world.refunds,
      addresses: world.addresses,
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user, ...(given.demo === false ? { demo: null } : {}) },
      sync: { ...base.sync, ...given.sync },
      ...(given.timeline === undefined ? {} : { timeline: given.timeline }),
    },
    overrides: {
      ...handlers,
      refunds: { ...handlers.refunds, ...given.answers },
      signingKey: { ...handlers.signingKey, ...given.keys },
      ...(given.system === undefined ? {} : { system: given.system }),
    },
  });
  return { ...opened, world };
}

/** Types a whole value at once, as pasting does. */
export function type(field: HTMLElement, value: string): void {
  fireEvent.change(field, { target: { value } });
}

/** True when a button says that it may not be pressed. */
export function isOff(button: HTMLElement): boolean {
  return button.getAttribute("aria-disabled") === "true";
}

/** The words that a screen reader gives with a control. */
export function described(control: HTMLElement): string {
  return (control.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => (id === "" ? "" : (document.getElementById(id)?.textContent ?? "")))
    .join(" ")
    .trim();
}
