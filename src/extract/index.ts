export { analyzeExtraction, readProgram } from './analyze.js'
export type { Extraction } from './extraction.js'
export {
  deriveRebuiltClasses,
  deriveSimulatedOperations,
  type Simulation,
  simulate,
} from './simulation/index.js'
