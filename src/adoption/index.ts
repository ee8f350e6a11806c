export type { AdoptedModule, AdoptionAnswers, AdoptionSummary } from './adoption.js'
export { noAnswers } from './adoption.js'
export { type AdoptionRequest, planAdoption } from './plan-adoption.js'
export { type Survey, surveyRepository } from './survey.js'
