import type { Explanation } from './explanation.js'
import { renderDependency } from './text/render-dependency.js'
import { renderFile } from './text/render-file.js'
import { renderImport } from './text/render-import.js'
import { renderModule } from './text/render-module.js'
import { renderPath } from './text/render-path.js'
import { renderRule } from './text/render-rule.js'

export const explainFormats = ['text', 'json'] as const
export type ExplainFormat = (typeof explainFormats)[number]

export function renderExplanation(explanation: Explanation, format: ExplainFormat): string {
  if (format === 'json') return JSON.stringify({ schemaVersion: 1, ...explanation }, null, 2)
  return `${renderLines(explanation).join('\n')}\n`
}

function renderLines(explanation: Explanation): string[] {
  switch (explanation.kind) {
    case 'import':
      return renderImport(explanation)
    case 'dependency':
      return renderDependency(explanation)
    case 'path':
      return renderPath(explanation)
    case 'module':
      return renderModule(explanation)
    case 'file':
      return renderFile(explanation)
    case 'rule':
      return renderRule(explanation)
  }
}
