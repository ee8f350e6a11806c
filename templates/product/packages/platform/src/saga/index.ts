export {
  type AnySaga,
  defineSaga,
  type SagaDefinition,
  type SagaEnd,
  StepRefused,
  type SagaStep,
  type StepCall,
} from './define-saga.js'
export {
  inspectSaga,
  listSagas,
  retrySaga,
  type SagaState,
  type SagaStatus,
  type StepRecord,
} from './inspect-sagas.js'
export { createSagas, type Sagas, type SagasOptions } from './run-sagas.js'
export { sagaTables } from './saga-tables.js'
