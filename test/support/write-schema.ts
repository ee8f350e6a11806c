import { mkdirSync, writeFileSync } from 'node:fs'
import {
  publishedSchemaFile,
  renderCurrentSchema,
  renderStranglerSchema,
  stranglerSchemaFile,
} from './published-schema.js'

mkdirSync(new URL('.', publishedSchemaFile), { recursive: true })
writeFileSync(publishedSchemaFile, renderCurrentSchema())
writeFileSync(stranglerSchemaFile, renderStranglerSchema())
