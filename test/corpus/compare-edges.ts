import { openWorkingTree, readFacts } from '../../src/facts/index.js'
import { copyCheckout } from './checkout/copy-checkout.js'
import { classify } from './edges/classify.js'
import { compareEdges } from './edges/compare.js'
import { linkWorkspace } from './edges/link-workspace.js'
import { readTheirEdges } from './edges/read-their-edges.js'
import { renderComparison } from './edges/render-comparison.js'

const unconfigured = { include: [], exclude: [], tests: [], generated: [], aliases: new Map() }

/**
 * `compare-edges <checkout>…`: our edges between files beside those of dependency-cruiser, each difference explained;
 * fails when one is not, when a workspace package counts as external, or when dependency-cruiser could not read a package.
 */
export async function compareEdgesOf(checkouts: readonly string[]): Promise<void> {
  for (const checkout of checkouts) {
    const copy = copyCheckout(checkout)
    try {
      const { root } = copy
      const tree = openWorkingTree(root)
      const facts = await readFacts({ tree, config: unconfigured, cacheFolder: null, tables: false })
      linkWorkspace(root, facts.packages)
      const files = facts.files.map(({ path }) => path)
      const theirs = readTheirEdges(root, files)
      const comparison = compareEdges(facts, theirs)
      const classes = classify(comparison.differences, { facts, read: file => tree.read(file).toString() })
      const isUnexplained = classes.some(({ meaning }) => meaning.right === 'unknown')
      if (theirs.failures.size > 0 || isUnexplained || comparison.astray.length > 0) process.exitCode = 1
      console.log(renderComparison({ name: copy.name, comparison, classes, failures: theirs.failures }))
    } finally {
      copy.remove()
    }
  }
}
