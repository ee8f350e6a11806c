import { writeFileSync } from 'node:fs'
import { renderTrapsPage, trapsPage } from './render-page.js'

writeFileSync(trapsPage, renderTrapsPage())
