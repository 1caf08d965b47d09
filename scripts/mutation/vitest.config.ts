/** The fast tests of the money modules: no chain, no database server, no window. Which of them run is said in MONEY_TESTS, parted by commas. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: (process.env["MONEY_TESTS"] ?? "").split(","),
    environment: "node",
    isolate: false,
    // Each takes milliseconds; what waits for ever under a mutant ends here.
    testTimeout: 20_000,
  },
});
