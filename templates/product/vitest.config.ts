import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{packages,modules,edge,apps}/*/test/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['packages/platform/src/testing/global-setup.ts', 'tests/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
