/** Articles are documents, which the platform reads and writes. */
export type ContentTables = object
