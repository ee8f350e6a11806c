import { compileGlobs } from '../kernel/globs.js'
import type { RuleContext } from './rule.js'

/** Globs of files that may stay outside all modules. */
export function listAllowedOutside({ options }: Pick<RuleContext, 'options'>): readonly string[] {
  return (options.ignore as readonly string[] | undefined) ?? []
}

/**
 * Answers whether unassigned-file reports a file: it belongs to no module, though it should. Other rules have nothing to
 * say about such a file before it has one.
 */
export function compileStray({
  graph,
  config,
}: Pick<RuleContext, 'graph' | 'config'>): (file: string) => boolean {
  const setting = config.rules.get('unassigned-file')
  if (setting?.severity === 'off') return () => false
  const isAllowed = compileGlobs(listAllowedOutside({ options: setting?.options ?? {} }))
  return file => graph.moduleOf(file) === null && !isAllowed(file)
}
