import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{packages,modules,edge,apps}/*/test/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['packages/platform/src/testing/global-setup.ts'],
    // Much of the time is spent waiting, for processes and for leases that run out.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
