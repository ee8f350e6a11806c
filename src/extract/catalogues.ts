/** What reports have to know of an extraction: its types and the words of its closed lists. Loads no compiler. */
export { positions, waysOut } from './asynchrony/asynchrony.js'
export type { Extraction } from './extraction.js'
export { remedies } from './inversions/inversions.js'
export { processWideKinds } from './process-wide/process-wide.js'
export type { Direction } from './seam/seam.js'
export { observations, type Simulation, verdicts } from './simulation/simulation.js'
export { type Treatment, treatments } from './treatment/treatment.js'
export { unfollowedKinds } from './unfollowed/unfollowed.js'
