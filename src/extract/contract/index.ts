export { compareContracts, type ContractChange } from './compatibility.js'
export type * from './contract.js'
export { type DeclaredContract, deriveContractFromZod } from './from-zod/contract-from-zod.js'
export {
  type ContractRequest,
  deriveContractFromTypes,
  type EventRequest,
} from './from-types/contract-from-types.js'
export { type LossName, type Lossy, lossKinds, type LossSeverity } from './lossiness.js'
export type { Schema } from './schema.js'
export { type OpenApiDocument, renderOpenApi } from './to-openapi/openapi.js'
export { type RenderedProto, renderProto } from './to-proto/render-proto.js'
export { renderValidators } from './to-typescript/render-validators.js'
export { visitSchemas } from './visit-schemas.js'
