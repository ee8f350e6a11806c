import type { RuleName } from '../../kernel/finding.js'
import type { Rule } from '../rule.js'
import { deprecatedDependency } from './deprecated-dependency.js'
import { externalPackage } from './external-package.js'
import { fileCycle } from './file-cycle.js'
import { forbiddenPath } from './forbidden-path.js'
import { foreignTable } from './foreign-table.js'
import { layerViolation } from './layer-violation.js'
import { moduleCycle } from './module-cycle.js'
import { privateImport } from './private-import.js'
import { requiredDependency } from './required-dependency.js'
import { unassignedFile } from './unassigned-file.js'
import { undeclaredDependency } from './undeclared-dependency.js'
import { unstableDependency } from './unstable-dependency.js'
import { unusedDependency } from './unused-dependency.js'
import { unusedWaiver } from './unused-waiver.js'

/** All built-in rules. */
export const rules = {
  'undeclared-dependency': undeclaredDependency,
  'private-import': privateImport,
  'layer-violation': layerViolation,
  'module-cycle': moduleCycle,
  'file-cycle': fileCycle,
  'forbidden-path': forbiddenPath,
  'required-dependency': requiredDependency,
  'external-package': externalPackage,
  'foreign-table': foreignTable,
  'unstable-dependency': unstableDependency,
  'deprecated-dependency': deprecatedDependency,
  'unused-dependency': unusedDependency,
  'unused-waiver': unusedWaiver,
  'unassigned-file': unassignedFile,
} satisfies Record<RuleName, Rule> as Readonly<Record<RuleName, Rule>>
