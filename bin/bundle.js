#!/usr/bin/env node
// Bundles src into dist: a few files in place of hundreds, because each file that Node opens costs every run about a
// millisecond. Entries keep their paths, so that bin, manifest and package exports need not know.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = path.join(root, 'src')
const commands = readdirSync(path.join(source, 'commands'), { recursive: true })
  .filter(name => name.endsWith('.ts'))
  .map(name => path.join(source, 'commands', name))

// The thread that reads files beside the main one.
const reader = path.join(source, 'facts/reading/reading-worker.ts')

await build({
  entryPoints: [path.join(source, 'index.ts'), path.join(source, 'cli/start.ts'), reader, ...commands],
  outdir: path.join(root, 'dist'),
  outbase: source,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  // Large, native, rarely needed, or the user's own.
  external: [
    'oxc-parser',
    'dependency-cruiser',
    'inquirer',
    'jiti',
    'cytoscape',
    'ioredis',
    'pg',
    'prom-client',
    'ts-morph',
    'undici',
    'yaml',
    'zod',
    'typescript',
    'ts-node',
    'tsx',
  ],
  banner: {
    // CommonJS packages inside the bundle ask for Node's modules with require.
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)",
  },
  logLevel: 'warning',
})
