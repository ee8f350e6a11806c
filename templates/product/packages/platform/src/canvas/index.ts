export { type DescribedModule, type DescribedProduct, describeProduct } from './describe-product.js'
export { findTables } from './find-tables.js'
export { type CanvasInput, renderCanvas } from './render-canvas.js'
export { type OwnedModules, renderCodeowners } from './render-codeowners.js'
