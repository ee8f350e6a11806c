import type { PackageManifest } from './find-test-command.js'

/** Scripts that name others are followed this far. */
const mostSteps = 5

/** The text of a script with those that it starts put into it, without checks; empty when there is none. */
export function describeScript({ scripts = {} }: PackageManifest, name: string, step = 0): string {
  const parts = [scripts[`pre${name}`], scripts[name]].filter(each => each !== undefined)
  const text = withoutChecks(parts.join(' && '))
  if (scripts[name] === undefined || step >= mostSteps) return scripts[name] ?? ''
  return text.replaceAll(
    /\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+|run-script\s+)?([\w:.-]+)(?:\s+--(?=\s))?/g,
    (whole, called) => {
      const inner = called === name ? '' : describeScript({ scripts }, called, step + 1)
      return inner === '' ? whole : inner
    },
  )
}

/** Steps that look at the code and do not run it would stumble over what we put in. */
const checks =
  /^\s*(?:npx\s+|npm run\s+|pnpm\s+(?:run\s+)?|yarn\s+(?:run\s+)?)?(?:eslint|tslint|prettier|biome|xo|standard|lint\S*|format\S*|type-?check\S*|audit|tsc\b.*--noEmit)/

/** Without linters and the like, and without what watches or measures coverage. */
function withoutChecks(text: string): string {
  return text
    .split('&&')
    .filter(part => !checks.test(part))
    .map(part => part.replaceAll(/\s--(?:watch|watchAll|coverage)(?:=\S+)?(?=\s|$)/g, ''))
    .join('&&')
    .trim()
}
