import { expect, test } from "vitest";

import { memoryWorld } from "./paperWorld.ts";

test("a refund from request to completion", async () => {
  const world = memoryWorld();
  const asked = await world.request(0);
  const approved = await world.approve(asked);
  const claimed = await world.claim(approved);
  const bytes = world.sign(claimed);
  await world.register(claimed, bytes);
  world.chain.send(bytes.signedTx);
  await world.report(asked.id, bytes.txHash, "ACCEPTED");
  world.chain.mine(1);
  await world.track();
  expect((await world.refund(asked.id)).status).toBe("CONFIRMING");
  world.chain.mine(3);
  await world.track();
  expect((await world.refund(asked.id)).status).toBe("COMPLETED");
  expect(world.memory.state.deposits.get(asked.depositId)?.status).toBe("REFUNDED");
});
