export {
  type Collection,
  type CollectionDefinition,
  defineCollection,
  type Searchable,
} from './collection.js'
export {
  type Document,
  deleteDocument,
  findDocument,
  insertDocument,
  replaceDocument,
  type Versioned,
} from './document-store.js'
export { documentTables } from './document-tables.js'
export { type Filter, listDocuments, type Path, searchDocuments } from './find-documents.js'
