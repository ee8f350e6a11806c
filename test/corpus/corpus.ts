/** `npm run corpus -- <script> <checkout>…`; docs/corpus.md tells what each script does. */
const scripts: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<void>>>> = {
  adopt: async () => (await import('./adopt.js')).adoptAll,
  'compare-edges': async () => (await import('./compare-edges.js')).compareEdgesOf,
  'compare-lists': async () => (await import('./compare-lists.js')).compareLists,
  seams: async () => (await import('./seams.js')).tellSeams,
  replay: async () => (await import('./replay.js')).replay,
}

const [name = '', ...args] = process.argv.slice(2)
const load = scripts[name]
if (load === undefined || args.length === 0) {
  console.error(`Usage: npm run corpus -- ${Object.keys(scripts).join('|')} <checkout>…`)
  process.exitCode = 2
} else {
  await (await load())(args)
}
