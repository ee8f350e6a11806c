import type { RuleName } from '../kernel/finding.js'

/** What people are told about a rule. */
export interface RuleEntry {
  readonly title: string
  /** One line: what breaks the rule. */
  readonly summary: string
  /** Why it matters and how to get out, in general; a finding's hint speaks of its place. */
  readonly help: string
  /** Documentation page inside the product. */
  readonly page: `docs/rules/${RuleName}.md`
}

/** Titles, summaries, help and pages of the built-in rules. */
export const ruleCatalogue = {
  'undeclared-dependency': {
    title: 'Undeclared dependency',
    summary:
      'A module imports another one that it does not name in its "dependsOn" and that is not open to all.',
    help: 'What a module may use is decided in the config, where a change is seen and reviewed, not by an import in passing. Declare the dependency if it is wanted; where nearly every module would have to, let the other one say "openTo": "all". Otherwise go through a module that may be used, or turn the dependency around.',
    page: 'docs/rules/undeclared-dependency.md',
  },
  'private-import': {
    title: 'Private import',
    summary: 'Code imports an inner file of another module, past its public API.',
    help: 'Files that nobody outside imports can be changed freely; each import past the public API takes that freedom away. Import from a public file, let the module export what is needed, or open an interface to the modules that need it.',
    page: 'docs/rules/private-import.md',
  },
  'layer-violation': {
    title: 'Layer violation',
    summary: 'A module uses one of an outer layer.',
    help: 'Inner layers stay usable and testable as long as they know nothing of the outer ones. Move the code to the layer that it belongs to, or let the inner layer define an interface that the outer one implements.',
    page: 'docs/rules/layer-violation.md',
  },
  'module-cycle': {
    title: 'Module cycle',
    summary: 'Modules depend on each other in a circle.',
    help: 'Modules in a cycle can only be understood, changed and taken out together. Cut the imports that are named: move what both need into a module of its own, or turn one direction into an event or an interface.',
    page: 'docs/rules/module-cycle.md',
  },
  'file-cycle': {
    title: 'File cycle',
    summary: 'Files import each other in a circle.',
    help: 'In a cycle the order of loading decides what is defined when, and no file can be used alone. Cut the imports that are named: move what both need into a file of its own, or import types with `import type`.',
    page: 'docs/rules/file-cycle.md',
  },
  'forbidden-path': {
    title: 'Forbidden path',
    summary: 'Something reaches what it must not, directly or over other files.',
    help: 'The config says that one part must not reach another, however long the way. Cut one of the imports of the path that is shown.',
    page: 'docs/rules/forbidden-path.md',
  },
  'required-dependency': {
    title: 'Required dependency',
    summary: 'A module or file lacks a dependency that the config requires of it.',
    help: 'Some things must not be forgotten: a controller without the audit log, a worker without tracing. Import what is required, or narrow the requirement.',
    page: 'docs/rules/required-dependency.md',
  },
  'external-package': {
    title: 'External package',
    summary: 'A module uses an npm package or a builtin of Node that is not meant for it.',
    help: 'A library that has one home can be replaced there. Use it in the module that may, and depend on that module; or widen what the config allows.',
    page: 'docs/rules/external-package.md',
  },
  'foreign-table': {
    title: 'Foreign table',
    summary: 'A module touches a database table that another module owns.',
    help: 'A table that two modules write has no owner, and neither module can be taken out. Ask the owner through its public API, or keep a copy that its events keep up to date.',
    page: 'docs/rules/foreign-table.md',
  },
  'unstable-dependency': {
    title: 'Unstable dependency',
    summary: 'A module depends on one that is less stable than itself.',
    help: 'What many depend on should itself depend on little that changes often. Turn the dependency around, or move the part that is needed into a stabler module.',
    page: 'docs/rules/unstable-dependency.md',
  },
  'deprecated-dependency': {
    title: 'Deprecated dependency',
    summary: 'A module uses a dependency that is declared as deprecated; an error once its date has passed.',
    help: 'The config allows this dependency for a while and says why it is to go. Move the uses to what takes its place, then delete the entry.',
    page: 'docs/rules/deprecated-dependency.md',
  },
  'unused-dependency': {
    title: 'Unused dependency',
    summary: 'A dependency is declared in "dependsOn", but nothing uses it.',
    help: 'A permission that nobody needs is an open door, and makes the config tell of a dependency that is not there. Delete it from "dependsOn".',
    page: 'docs/rules/unused-dependency.md',
  },
  'unused-waiver': {
    title: 'Unused waiver',
    summary: 'A waiver in the config covers nothing.',
    help: 'A waiver hides what it matches, also what comes later. When the import resolves again, or the file is gone, delete it.',
    page: 'docs/rules/unused-waiver.md',
  },
  'unassigned-file': {
    title: 'Unassigned file',
    summary: 'A source file, or a whole folder of them, belongs to no module.',
    help: 'No boundary holds for what no module owns. Let the path of a module cover it, give it a module of its own, or name it in "ignore" of the rule.',
    page: 'docs/rules/unassigned-file.md',
  },
} as const satisfies { readonly [Name in RuleName]: RuleEntry & { readonly page: `docs/rules/${Name}.md` } }
