export { type AnalysisRequest, analyzeExtraction, type ReadProgram, readProgram } from './analyze.js'
export { positions, waysOut } from './asynchrony/asynchrony.js'
export type { Extraction, Refusal, RemoteOperation } from './extraction.js'
export type { Direction } from './seam/seam.js'
export {
  observations,
  type Round,
  type Simulation,
  type SimulationRequest,
  simulate,
  verdicts,
} from './simulation/index.js'
export { type Treatment, treatments } from './treatment/treatment.js'
