/**
 * Banyan as a library: the results of the commands as data. Nothing here prints, prompts, ends the process or
 * loads the command line.
 */
export { type CheckOptions, check } from './api/check.js'
export {
  type ExtractOptions,
  extract,
  extractEach,
  type SimulateOptions,
  simulateExtraction,
} from './api/extract.js'
export { type FileGraph, type GraphOptions, graph, type ModuleGraph } from './api/graph.js'
export type { ProjectOptions } from './api/open-project.js'
export {
  type CheckResult,
  defineRule,
  type OwnReport,
  type OwnRuleContext,
  type OwnRuleDefinition,
  type Verdict,
} from './boundaries/index.js'
export type { Extraction, Simulation } from './extract/index.js'
export type { Graph, Module } from './graph/index.js'
export type { ConfigInput } from './kernel/config/config-input.js'
export { defineConfig } from './kernel/config/define-config.js'
export type { Dependency, Form, Kind } from './kernel/dependency.js'
export type { BaselineEntry, Finding, FindingStatus, Place, RuleName, Severity } from './kernel/finding.js'
export { type Problem, type ProblemCode, UserError } from './kernel/problem.js'
