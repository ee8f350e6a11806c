/** Names that Windows keeps for devices, in any folder and with any extension. */
export const deviceNames: ReadonlySet<string> = new Set([
  'con',
  'prn',
  'aux',
  'nul',
  ...Array.from({ length: 9 }, (_, at) => `com${at + 1}`),
  ...Array.from({ length: 9 }, (_, at) => `lpt${at + 1}`),
])

/** What the language keeps for itself; a module's name becomes a variable. */
export const keywords: ReadonlySet<string> = new Set(
  `arguments as async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for from function get if implements import in instanceof interface let new null of package private
  protected public return set static super switch this throw true try type typeof undefined var void while with yield`
    .split(/\s+/)
    .filter(Boolean),
)

/** What every product has already, by the name of its package, folder or schema. */
export const takenNames: ReadonlySet<string> = new Set([
  'bff',
  'bff-web',
  'gateway',
  'monolith',
  'platform',
  'strangler-proxy',
  'users',
])

/** Schemas that PostgreSQL keeps for itself begin with pg_, or are these. */
export const takenSchemas: ReadonlySet<string> = new Set(['information-schema', 'public'])
