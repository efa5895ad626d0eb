import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: './test/postgres.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A machine may be slow: what comes is waited for.
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
  },
})
