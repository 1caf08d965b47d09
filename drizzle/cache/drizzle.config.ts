import { defineConfig } from "drizzle-kit";

// `drizzle-kit generate --config drizzle/cache/drizzle.config.ts` writes the next migration of the cache file.
// drizzle-kit does not know STRICT tables: it is added to each CREATE TABLE of a new migration by hand, and a test asks for it.
export default defineConfig({
  dialect: "sqlite",
  schema: "./src-main/store/tables.ts",
  out: "./drizzle/cache",
});
