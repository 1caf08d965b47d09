/** For drizzle-kit alone: `npx drizzle-kit generate --config drizzle/central/drizzle.config.ts --name what_changed`. */
import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./src-central/store/tables.ts",
  out: "./drizzle/central",
  casing: "snake_case",
});
