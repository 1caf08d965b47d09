/** Access tokens: EdDSA-signed, five minutes. They only name the session; what its person may do is looked up at each call. */
import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT, errors as jose } from "jose";

import { type Clock, dateOf, type Instant, later, MINUTE_MS, msOf } from "#central/clock.ts";
import { type Random, uuidv7 } from "#central/random.ts";
import { inTransaction, rowsOf } from "#central/store/inTransaction.ts";
import type { Database } from "#central/store/openDatabase.ts";
import { tokenKeys } from "#central/store/tables.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { desc, sql } from "drizzle-orm";

export const ACCESS_TOKEN_MS = 5 * MINUTE_MS;
const ISSUER = "deposit-desk-central";

export type AccessTokens = {
  issue(session: { id: string; userId: string }): Promise<{ accessToken: string; accessExpiresAt: Instant }>;
  /** Throws TOKEN_EXPIRED or TOKEN_INVALID. */
  read(token: string): Promise<{ sessionId: string; userId: string }>;
};

/** With the service's own key, made at its first start and kept in its database. */
export async function openAccessTokens(database: Database, clock: Clock, random: Random): Promise<AccessTokens> {
  const { id, privateJwk } = await loadKey(database, clock, random);
  const privateKey = await importJWK(privateJwk, "EdDSA");
  const { d: _secret, ...publicJwk } = privateJwk;
  const publicKey = await importJWK(publicJwk, "EdDSA");

  return {
    async issue(session) {
      const accessExpiresAt = later(clock.now(), ACCESS_TOKEN_MS);
      const accessToken = await new SignJWT({ sid: session.id })
        .setProtectedHeader({ alg: "EdDSA", kid: id })
        .setIssuer(ISSUER)
        .setSubject(session.userId)
        .setIssuedAt(seconds(clock.now()))
        .setExpirationTime(seconds(accessExpiresAt))
        .sign(privateKey);
      return { accessToken, accessExpiresAt };
    },
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: ["EdDSA"],
          issuer: ISSUER,
          currentDate: dateOf(clock.now()),
        });
        if (typeof payload["sid"] !== "string" || typeof payload.sub !== "string") throw invalid();
        return { sessionId: payload["sid"], userId: payload.sub };
      } catch (error) {
        if (error instanceof jose.JWTExpired)
          throw new AppError("TOKEN_EXPIRED", "The access token has expired; refresh it");
        throw invalid();
      }
    },
  };
}

function invalid(): AppError {
  return new AppError("TOKEN_INVALID", "Sign in again");
}

function seconds(instant: Instant): number {
  return Math.floor(msOf(instant) / 1000);
}

async function loadKey(database: Database, clock: Clock, random: Random): Promise<{ id: string; privateJwk: JWK }> {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const privateJwk = stringsOf(await exportJWK(privateKey));
  return inTransaction(database, async (db) => {
    // Two services starting on one database agree on one key.
    await rowsOf(db, sql`lock table token_keys in exclusive mode`);
    const [known] = await db.select().from(tokenKeys).orderBy(desc(tokenKeys.createdAt)).limit(1);
    if (known) return known;
    const at = clock.now();
    const [made] = await db
      .insert(tokenKeys)
      .values({ id: uuidv7(msOf(at), random), privateJwk, createdAt: at })
      .returning();
    invariant(made, "the token key was written");
    return made;
  });
}

function stringsOf(jwk: JWK): Record<string, string> {
  return Object.fromEntries(
    Object.entries(jwk).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
