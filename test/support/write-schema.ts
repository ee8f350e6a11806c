import { mkdirSync, writeFileSync } from 'node:fs'
import { extractionSchemaFile, renderExtractionSchema } from './extraction-schema.js'
import {
  publishedSchemaFile,
  renderCurrentSchema,
  renderStranglerSchema,
  stranglerSchemaFile,
} from './published-schema.js'

mkdirSync(new URL('.', publishedSchemaFile), { recursive: true })
writeFileSync(publishedSchemaFile, renderCurrentSchema())
writeFileSync(stranglerSchemaFile, renderStranglerSchema())
writeFileSync(extractionSchemaFile, await renderExtractionSchema())
