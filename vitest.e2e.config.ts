import './electron/launch/requireNode.ts'
import { defineConfig } from 'vitest/config'

/** Specs that drive the whole product: the built window in Chromium, the real desk on a home of its own. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/support/buildOnce.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each file has a desk, a browser and a build's worth of scripts at work.
    maxWorkers: 1,
    // The steps of a flow build on each other.
    sequence: { concurrent: false },
  },
})
