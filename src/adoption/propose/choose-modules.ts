import { findFormatFault } from '../../kernel/config/formats.js'
import { nearestName } from '../../kernel/nearest.js'
import { type Problem, refuse, UserError } from '../../kernel/problem.js'
import type { AdoptionAnswers } from '../adoption.js'
import type { FoundModule } from '../find-modules/find-modules.js'

/** The modules that were chosen, under their names, in order of name. Throws a UserError for answers that fit none. */
export function chooseModules(
  found: readonly FoundModule[],
  { modules }: AdoptionAnswers,
): readonly FoundModule[] {
  if (modules === null) return found
  const problems = findFaults(found, modules)
  if (problems.length > 0) throw new UserError(problems)
  if (Object.keys(modules).length === 0) {
    refuse(
      'no-modules',
      'No module was chosen, so there would be no boundaries to check.',
      'Choose at least one.',
    )
  }
  return found
    .flatMap(module => {
      const name = modules[module.name]
      return name === undefined ? [] : [{ ...module, name }]
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
}

function findFaults(
  found: readonly FoundModule[],
  modules: Readonly<Record<string, string>>,
): readonly Problem[] {
  const known = found.map(({ name }) => name)
  const taken = new Map<string, string>()
  return Object.entries(modules).flatMap(([old, name]) => {
    if (!known.includes(old)) return [describeUnknown(old, known)]
    const fault = name === '' ? null : findFormatFault('module-name', name)
    if (name === '' || fault !== null) {
      const why = fault?.fault ?? 'is blank'
      return [
        toProblem(
          'usage',
          `The name "${name}" for the module "${old}" ${why}.`,
          fault?.hint ?? 'Give it a name.',
        ),
      ]
    }
    const rival = taken.get(name.toLowerCase())
    taken.set(name.toLowerCase(), old)
    if (rival === undefined) return []
    return [
      toProblem(
        'usage',
        `The modules "${rival}" and "${old}" are both to be called "${name}".`,
        'Give them two names.',
      ),
    ]
  })
}

function describeUnknown(name: string, known: readonly string[]): Problem {
  const near = nearestName(name, known)
  const hint = near === null ? `Found are: ${known.join(', ')}.` : `Did you mean "${near}"?`
  return toProblem('module-unknown', `No module "${name}" was found.`, hint)
}

function toProblem(code: 'usage' | 'module-unknown', message: string, hint: string): Problem {
  return { code, message, hint, place: null }
}
