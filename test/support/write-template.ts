// Brings the files of the template that differ from product to product in line with `templates/varying`, so that the example
// can be run where it stands: `npm run template`.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { answersSchema } from '../../src/scaffold/answers.js'
import { usualVersions } from '../../src/scaffold/render/package-tool.js'
import { renderProduct } from '../../src/scaffold/render/render-product.js'

/** Its package.json stays: Banyan is no dependency there. */
export const placedFiles = [
  'apps/monolith/package.json',
  'apps/monolith/src/modules.ts',
  'apps/monolith/src/product.ts',
  'banyan.config.json',
] as const

const files = renderProduct({
  answers: answersSchema.parse({ name: 'shop', example: 'commerce' }),
  banyan: '',
  tool: { name: 'npm', version: usualVersions.npm },
})
for (const file of placedFiles) {
  const place = fileURLToPath(new URL(`../../templates/product/${file}`, import.meta.url))
  writeFileSync(place, files.get(file) ?? '')
}
