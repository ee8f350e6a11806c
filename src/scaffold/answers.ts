import { z } from 'zod'
import { checkModuleName } from './names/check-module-name.js'
import { checkProductName } from './names/check-product-name.js'
import { suggestName } from './names/suggest-name.js'

export const productTypes = ['web', 'mobile', 'serverless', 'event'] as const
/** Types that can be scaffolded today. */
export const builtTypes: readonly (typeof productTypes)[number][] = ['web']
export const examples = ['commerce'] as const
export const packageManagers = ['npm', 'pnpm', 'yarn'] as const
export type PackageManager = (typeof packageManagers)[number]

const productName = nameBy(checkProductName)
const moduleName = nameBy(checkModuleName)

function nameBy(check: (name: string) => string | null) {
  return z.string().superRefine((name, context) => {
    const why = check(name)
    if (why === null) return
    const better = suggestName(name, check)
    const way = better === null ? '' : `; write "${better}"`
    context.addIssue({ code: 'custom', message: `"${name}" ${why}${way}` })
  })
}

/** Everything that `banyan new` wants to know: its flags, its prompts and the keys of `--answers` are made of this. */
export const answersSchema = z.strictObject({
  name: productName.meta({
    description: 'Name of the product: its folder and the scope of its packages.',
    prompt: { message: 'What is the product called?' },
  }),
  type: z
    .enum(productTypes)
    .refine(type => builtTypes.includes(type), {
      error: ({ input }) => `"${String(input)}" is not built yet; available: ${builtTypes.join(', ')}`,
    })
    .default('web')
    .meta({ description: 'What kind of product it is.' }),
  modules: z
    .array(moduleName)
    .refine(names => new Set(names).size === names.length, { error: 'a module is named twice' })
    .default([])
    .meta({
      description: 'Modules beside "users", each with one slice that works. Separated by commas.',
      prompt: { message: 'Modules beside "users", if any (such as orders, billing):' },
    }),
  example: z.enum(examples).optional().meta({
    description: 'A whole product with everything in use, to read and to try, in place of modules.',
  }),
  'package-manager': z
    .enum(packageManagers)
    .default('npm')
    .meta({ description: 'Whose lock file and commands the product uses.' }),
  port: z
    .int()
    .min(1)
    .max(65_534)
    .default(3000)
    .meta({ description: 'Port of the gateway; operations get the next one.' }),
  owner: z
    .string()
    .regex(/^@[\w-]+(?:\/[\w.-]+)?$/, { error: 'an owner is written as @team or @org/team' })
    .optional()
    .meta({ description: 'Who owns the modules at first: @team or @org/team, for CODEOWNERS.' }),
  install: z.boolean().default(true).meta({ description: 'Install the packages at once.' }),
  git: z.boolean().default(true).meta({ description: 'Make a git repository with a first commit.' }),
})

/** As a person or a file gives them. */
export type AnswersInput = Partial<z.input<typeof answersSchema>>
/** Complete. */
export type Answers = z.output<typeof answersSchema>
