import { defineConfig } from "vitest/config";

/** Tests run on the sources (`source` condition of each workspace), so nothing has to be compiled first. */
export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "actions/*/test/**/*.test.ts", "test/**/*.test.ts"],
    // Cold compilers on a busy machine take their time.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
