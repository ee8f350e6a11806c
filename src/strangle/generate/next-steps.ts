import { existsSync } from 'node:fs'
import path from 'node:path'

/** What to do once the proxy is written: lines for a person. */
export function describeNextSteps(root: string, folder: string | null): readonly string[] {
  if (folder === null)
    return ['Next: set STRANGLER_ADMIN_TOKEN to a secret of your own, then run: banyan strangle run']
  const manager = packageManager(root)
  return [
    'Next: set STRANGLER_ADMIN_TOKEN to a secret of your own, then run:',
    `  cd ${folder}`,
    `  ${manager} install`,
    `  ${manager} test           proves your routes on servers that stand in for your systems`,
    `  ${manager} run compare    shows that the proxy changes no answer of the old system`,
    `  ${manager} start`,
  ]
}

function packageManager(root: string): string {
  if (existsSync(path.join(root, 'pnpm-lock.yaml'))) return 'pnpm'
  return existsSync(path.join(root, 'yarn.lock')) ? 'yarn' : 'npm'
}
