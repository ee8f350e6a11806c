import { bundleApp } from '@shop/platform/build'

/**
 * Everything that production needs, in one folder, without packages: npm run build. For tests, another folder, and scripts
 * beside those of the product: node --import tsx apps/monolith/build.ts out script.ts
 */
const [folder, ...further] = process.argv.slice(2)
const scripts = ['main', 'migrate', 'make-admin', 'dead-letters']
process.stdout.write(await bundleApp({ app: import.meta.dirname, scripts, folder, further }))
