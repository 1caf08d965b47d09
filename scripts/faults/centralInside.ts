/** The central service on a folder of its own, in a process that may be killed at any write: `node centralInside.ts FOLDER`, or on a PostgreSQL server: `node centralInside.ts URL`. One JSON line `{url}` once it answers. */
import { join } from "node:path";
import { argon2Hasher } from "#central/accounts/passwordHasher.ts";
import { systemClock } from "#central/clock.ts";
import { asSystem } from "#central/context.ts";
import { openRooms } from "#central/openRooms.ts";
import { buildServer } from "#central/server.ts";
import { openDatabase } from "#central/store/openDatabase.ts";
import { users } from "#central/store/tables.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { seedTestWorld, TEST_NETWORK } from "#tests/support/centralWorld.ts";
import { quietChain } from "#tests/support/quietChain.ts";

const RECORDS = 120;
const passwords = argon2Hasher({ memoryKiB: 32, passes: 1 });
const place = process.argv[2] ?? "";
const database = await openDatabase(
  place.startsWith("postgres://") ? { databaseUrl: place } : { dataDir: join(place, "data") },
);
const rooms = await openRooms({
  database,
  clock: systemClock,
  passwords,
  chains: new Map([[TEST_NETWORK, quietChain(TEST_NETWORK)]]),
});
const [anybody] = await database.db.select({ id: users.id }).from(users).limit(1);
if (anybody === undefined)
  await asSystem(rooms, async (context) => {
    await seedTestWorld(context, passwords.hash);
    for (let made = 0; made < RECORDS; made += 1) await putDeposit(context);
  });
const app = await buildServer(rooms, {
  identity: { serverVersion: "1.0.0", environment: "TEST", environmentName: "faults", features: [] },
  rateLimits: { perMinute: 1_000_000, loginsPerMinute: 1_000_000 },
});
const url = await app.listen({ port: 0, host: "127.0.0.1" });
process.stdout.write(`${JSON.stringify({ url })}\n`);
