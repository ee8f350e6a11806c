/** Folders whose children are parts of the product, wherever they stand. */
export const containerNames = new Set([
  'modules',
  'features',
  'domains',
  'contexts',
  'bounded-contexts',
  'boundedcontexts',
  'subdomains',
  'verticals',
])

/** Folders at the top of a repository whose children are projects of their own. */
export const projectContainerNames = new Set([
  'apps',
  'libs',
  'packages',
  'services',
  'projects',
  'microservices',
  'functions',
  'extensions',
  'plugins',
])

/** Folders that hold the source of the package around them. */
export const sourceRootNames = ['src', 'source', 'app', 'lib', 'server']

/** Folders named after a kind of code or a technical concern, not after a part of the product. */
const technicalNames = new Set(
  `adapter api application asset base bootstrap cache class cli command common component composable config configuration
  connection constant context controller core crud data database db decorator directive domain dto entity enum env error
  event event-bus exception factory filter framework graphql guard handler health health-check helper hook i18n
  infra infrastructure input integration interceptor interface job job-queue kernel layout lib locale log logger logging mail mailer mapper
  middleware migration mock model module orm output page persistence pipe plugin policy port presentation
  prisma process-context provider query querie queue realtime redis repository request resolver response rest route router
  scheduler schema script seed server service shared socket state static store strategy style support test testing theme
  transport trpc type typing ui usecase use-case util utility validation validator value-object view websocket widget worker`.split(
    /\s+/,
  ),
)

/** Folders that hold examples, inputs of tests, or output: what looks like a module there is none. */
const foreignNames = new Set(
  `__fixtures__ __mocks__ __tests__ dist build coverage fixture fixtures mocks node_modules out template templates scaffold
  test tests e2e spec specs test-data testdata test-resources vendor third_party`.split(/\s+/),
)

export function isTechnical(folderName: string): boolean {
  const name = folderName.toLowerCase().replace(/^[_.]+/, '')
  return [name, name.replace(/s$/, ''), name.replace(/es$/, ''), name.replace(/ies$/, 'y')].some(form =>
    technicalNames.has(form),
  )
}

/** Whether a path leads through a folder of examples, test inputs or output. */
export function isForeign(path: string): boolean {
  return path.split('/').some(segment => foreignNames.has(segment.toLowerCase()))
}
