import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'templates/proxy/test/**/*.test.ts'],
    exclude: ['test/fixtures/**', 'test/corpus/**', 'test/bench/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
