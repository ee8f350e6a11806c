import type { ICruiseResult, IDependency, IModule } from 'dependency-cruiser'
import type { DrawnArrow, DrawnNode, Drawing } from './drawing.js'
import { encodePart, foldMark } from './safe-names.js'

/** Name of a node as dependency-cruiser gets it. */
export const encodedName = ({ parts, folded }: DrawnNode): string =>
  `${parts.map(encodePart).join('/')}${folded ? foldMark : ''}`

/** A folded node is handed over as one file below its name, which dependency-cruiser then folds. */
const cruisedName = (node: DrawnNode): string => `${encodedName(node)}${node.folded ? '/files' : ''}`

const dependencyTypes = {
  own: 'local',
  package: 'npm',
  builtin: 'core',
  unresolved: 'unknown',
} as const

/** The drawing as the result of a cruise that dependency-cruiser's schema accepts. */
export function deriveCruiseResult({ nodes, arrows }: Drawing): ICruiseResult {
  const names = nodes.map(cruisedName)
  const outgoing = new Map<number, DrawnArrow[]>()
  for (const arrow of arrows) {
    const known = outgoing.get(arrow.from)
    if (known) known.push(arrow)
    else outgoing.set(arrow.from, [arrow])
  }
  const modules = nodes.map((node, at): IModule => {
    const dependencies = (outgoing.get(at) ?? []).map(arrow =>
      dependencyOf(arrow, { node: nodes[arrow.to] as DrawnNode, name: names[arrow.to] ?? '' }),
    )
    return {
      source: names[at] ?? '',
      valid: true,
      dependencies,
      dependents: [],
      dependencyTypes: [dependencyTypes[node.kind]],
      coreModule: node.kind === 'builtin',
      couldNotResolve: node.kind === 'unresolved',
      followable: node.kind === 'own',
    }
  })
  return {
    modules,
    summary: {
      error: 0,
      warn: 0,
      info: 0,
      ignore: 0,
      totalCruised: modules.length,
      totalDependenciesCruised: arrows.length,
      violations: [],
      optionsUsed: {},
    },
  }
}

interface Target {
  readonly node: DrawnNode
  readonly name: string
}

/** `protocol`, `mimeType` and `instability` are required by the type and refused, empty, by the schema. */
function dependencyOf(arrow: DrawnArrow, { node, name }: Target): IDependency {
  const dependency: Omit<IDependency, 'protocol' | 'mimeType' | 'instability'> = {
    circular: arrow.circular,
    coreModule: node.kind === 'builtin',
    couldNotResolve: node.kind === 'unresolved',
    dependencyTypes: arrow.typeOnly
      ? [dependencyTypes[node.kind], 'type-only']
      : [dependencyTypes[node.kind]],
    typeOnly: arrow.typeOnly,
    dynamic: arrow.dynamic,
    exoticallyRequired: false,
    followable: node.kind === 'own',
    module: name,
    moduleSystem: 'es6',
    resolved: name,
    valid: true,
  }
  return dependency as IDependency
}
