import type { Trap } from './trap.js'

const head = `import { readFile } from 'node:fs/promises'
export interface Leaf { color: string }
export interface Tree { name: string; height: number; leaves: Leaf[]; notes: Record<string, string> }
`
const use = (call: string) => `import { Trees, type Tree } from '../trees/trees'
export async function grow(trees: Trees, tree: Tree) { await ${call}; return tree.height + tree.leaves.length }`

function changed(name: string, methods: string, call = 'trees.grow(tree)', more = ''): Trap {
  return {
    name,
    files: {
      'trees/trees.ts': `${head}${more}export class Trees {\n${methods}\n}`,
      'parks/parks.ts': use(call),
    },
    told: { in: ['losses'], says: /mutation/ },
  }
}

/** Arguments that the other side changes. */
export const mutations: readonly Trap[] = [
  changed(
    'a property of the argument is set',
    `  async grow(tree: Tree) {
    tree.height = (await readFile(tree.name)).length /*!*/
  }`,
  ),
  changed(
    'the argument is changed two functions away',
    `  async grow(tree: Tree) {
    await readFile(tree.name)
    prepare(tree) /*!*/
  }`,
    undefined,
    `function water(tree: Tree) { tree.height += 1 } /*!*/
function prepare(tree: Tree) { water(tree) } /*!*/
`,
  ),
  changed(
    'a private method changes the argument',
    `  async grow(tree: Tree) {
    await readFile(tree.name)
    this.fill(tree) /*!*/
  }
  private fill(tree: Tree) {
    for (const key of Object.keys(tree.notes)) tree.notes[key] = '' /*!*/
  }`,
  ),
  changed(
    'a list of the argument is pushed to and sorted in place',
    `  async grow({ leaves }: Tree) {
    await readFile('leaves')
    leaves.push({ color: 'green' }) /*!*/
    leaves.sort((a, b) => (a.color < b.color ? -1 : 1)) /*!*/
  }`,
  ),
  changed(
    'a list is emptied with splice, which the caller goes on with',
    `  async take(leaves: Leaf[]) {
    await readFile('leaves')
    return leaves.splice(0) /*!*/
  }`,
    'trees.take(tree.leaves)',
  ),
  changed(
    'defaults are assigned into the argument',
    `  async grow(tree: Tree) {
    await readFile(tree.name)
    return Object.assign(tree, { height: 1 }) /*!*/
  }`,
  ),
  changed(
    'the argument is changed after the call has answered',
    `  async grow(tree: Tree) {
    setTimeout(() => { tree.height = 99 }, 1000) /*!*/
  }`,
  ),
  changed(
    'a property of the argument is deleted',
    `  async grow(tree: Tree) {
    await readFile(tree.name)
    delete tree.notes['draft'] /*!*/
  }`,
  ),
  changed(
    'what is destructured out of the argument is changed',
    `  async grow({ tree: { leaves: [first] } }: { tree: Tree }) {
    await readFile('leaves')
    first!.color = 'red' /*!*/
  }`,
    'trees.grow({ tree })',
  ),
  changed(
    'each item of a list of the argument is changed in a reducer',
    `  async grow(tree: Tree) {
    await readFile(tree.name)
    return tree.leaves.reduce((sum, leaf) => { leaf.color = 'brown'; return sum + 1 }, 0) /*!*/
  }`,
  ),
  changed(
    'a result is collected in a parameter',
    `  async collect(name: string, into: Map<string, Buffer>) {
    into.set(name, await readFile(name)) /*!*/
  }`,
    "trees.collect('oak', new Map())",
  ),
  {
    name: 'a class of the caller is told to change itself',
    files: {
      'trees/trees.ts': `import { readFile } from 'node:fs/promises'
export class Growing { rings = 0; addRings(more: number) { this.rings += more } } /*!*/
export class Trees {
  async grow(tree: Growing) {
    tree.addRings((await readFile('rings')).length) /*!*/
  }
}`,
      'parks/parks.ts': `import { Growing, Trees } from '../trees/trees'
export async function grow(trees: Trees) { const tree = new Growing(); await trees.grow(tree); return tree.rings }`,
    },
    told: { in: ['losses'], says: /mutation/ },
  },
]
