import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ruleCatalogue, rules } from '../../src/boundaries/index.js'
import { ruleNames } from '../../src/kernel/finding.js'

describe.each(ruleNames)('%s', name => {
  it('is registered under its own name and has its texts', () => {
    expect(rules[name].name).toBe(name)
    const { title, summary, help } = ruleCatalogue[name]
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(summary).toMatch(/^[A-Z].*\.$/)
    expect(help).toMatch(/^[A-Z].*\.$/)
  })

  it('has a page with why, bad, good, how to fix and options', () => {
    const { page } = ruleCatalogue[name]
    expect(page).toBe(`docs/rules/${name}.md`)
    const file = new URL(`../../${page}`, import.meta.url)
    expect(existsSync(file), `${page} is missing`).toBe(true)
    const text = readFileSync(file, 'utf8')
    for (const part of ['Why', 'Bad', 'Good', 'How to fix', 'Options'])
      expect(text).toMatch(new RegExp(`^## ${part}$`, 'm'))
  })
})
