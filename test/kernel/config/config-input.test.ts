import { describe, expect, expectTypeOf, it } from 'vitest'
import { composeConfigSchema } from '../../../src/kernel/config/compose-schema.js'
import type { ConfigInput, RulesInput, RuleSettingInput } from '../../../src/kernel/config/config-input.js'
import type { configSchema } from '../../../src/kernel/config/config-schema.js'
import { defineConfig } from '../../../src/kernel/config/define-config.js'
import { validateValue } from '../../../src/kernel/config/validate-value.js'
import { type RuleName, ruleNames } from '../../../src/kernel/finding.js'

type Flat<T> = { readonly [Key in keyof T]: T[Key] }

type RequiredKeys<S> = S extends { required: readonly (infer Key)[] } ? Key : never

type FromProperties<P, Needed> = Flat<
  { -readonly [Key in keyof P as Key extends Needed ? Key : never]: FromSchema<P[Key]> } & {
    -readonly [Key in keyof P as Key extends Needed ? never : Key]?: FromSchema<P[Key]>
  }
>

/** The type of the values that a schema accepts. */
type FromSchema<S> = S extends { const: infer Value }
  ? Value
  : S extends { enum: readonly (infer Value)[] }
    ? Value
    : S extends { anyOf: readonly (infer Branch)[] }
      ? FromBranch<Branch>
      : S extends { type: 'string' }
        ? string
        : S extends { type: 'array'; items: infer Item }
          ? readonly FromSchema<Item>[]
          : S extends { properties: infer P }
            ? FromProperties<P, RequiredKeys<S>>
            : S extends { additionalProperties: infer Value extends object }
              ? Readonly<Record<string, FromSchema<Value>>>
              : S extends { type: 'object' }
                ? Readonly<Record<string, unknown>>
                : never

type FromBranch<Branch> = Branch extends unknown ? FromSchema<Branch> : never

type WithoutRules<T> = Flat<Omit<T, 'rules'>>

describe('ConfigInput', () => {
  it('has exactly the keys and types of the schema', () => {
    expectTypeOf<WithoutRules<ConfigInput>>().toEqualTypeOf<WithoutRules<FromSchema<typeof configSchema>>>()
  })

  it('has a setting for each rule and for own ones', () => {
    expectTypeOf<keyof RulesInput>().toEqualTypeOf<RuleName | `own/${string}`>()
    const settings: RuleSettingInput[] = ['off', 'warn', 'error', ['warn'], ['error', { kinds: ['type'] }]]
    const schema = composeConfigSchema({})
    for (const name of [...ruleNames, 'own/no-clock'])
      for (const setting of settings)
        expect(validateValue(schema, { rules: { [name]: setting } })).toEqual([])
  })

  it('is handed on by defineConfig as it is', () => {
    const config = { layers: ['app'] }
    expect(defineConfig(config)).toBe(config)
  })
})
