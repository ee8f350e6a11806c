import { edge, sketchGraph } from '../boundaries/sketch.js'

/** users → billing (twice, by two symbols), orders → users, billing → ui by a type; catalog alone. */
export const shop = sketchGraph({
  modules: {
    billing: { files: ['src/billing/index.ts', 'src/billing/invoice.ts'], dependsOn: [] },
    catalog: { files: ['src/catalog/index.ts'] },
    orders: { files: ['src/orders/index.ts'], dependsOn: ['users', 'catalog'] },
    ui: { files: ['src/ui/index.ts'], openTo: 'all' },
    users: {
      files: ['src/users/index.ts', 'src/users/login.ts'],
      dependsOn: [{ module: 'billing', deprecated: 'moves to orders', until: '2027-03-01' }],
    },
  },
  outside: ['main.ts'],
  edges: [
    edge('main.ts', 'src/orders/index.ts', { specifier: './src/orders' }),
    edge('src/billing/index.ts', 'src/billing/invoice.ts', { form: 'export-from', line: 1 }),
    edge('src/billing/invoice.ts', 'src/ui/index.ts', { kind: 'type', symbols: ['Color'], line: 2 }),
    edge('src/orders/index.ts', 'src/users/index.ts', { line: 3 }),
    edge('src/users/index.ts', 'src/users/login.ts', { form: 'export-from' }),
    edge('src/users/index.ts', 'src/billing/index.ts', {
      specifier: '@shop/billing',
      symbols: ['pay'],
      definedIn: 'src/billing/invoice.ts',
      line: 4,
      column: 10,
    }),
    edge('src/users/login.ts', 'src/billing/index.ts', {
      specifier: '@shop/billing',
      symbols: ['pay', 'refund'],
      definedIn: 'src/billing/invoice.ts',
      line: 7,
    }),
    edge('src/users/login.ts', 'react', {
      external: true,
      specifier: 'react',
      symbols: ['default'],
      line: 9,
    }),
    edge('src/catalog/index.ts', 'src/users/index.ts', {
      kind: 'mock',
      form: 'vi-mock',
      symbols: [],
      line: 5,
    }),
  ],
})
