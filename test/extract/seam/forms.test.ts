import { describe, expect, it } from 'vitest'
import { deriveSeam } from '../../../src/extract/seam/derive-seam.js'
import { type Form, forms, lookAlikes } from './forms.js'
import { type MarkedProgram, openMarkedProgram } from './read-seam.js'

const all = [...forms, ...lookAlikes]
let opened: Promise<MarkedProgram> | null = null

/** All cases are one program: libraries are read once. */
function open(): Promise<MarkedProgram> {
  const sources = all.flatMap(({ files }, index) =>
    Object.entries(files).map(([path, text]): [string, string] => [`${folderOf(index)}/${path}`, text]),
  )
  opened ??= openMarkedProgram(Object.fromEntries(sources))
  return opened
}

const folderOf = (index: number) => `case${String(index).padStart(2, '0')}`

async function sitesOf(index: number) {
  const { program, moduleAt } = await open()
  const seam = deriveSeam(program, moduleAt(`${folderOf(index)}/users`))
  expect(seam.outbound).toEqual([])
  return seam.inbound
    .flatMap(({ name, crossings }) =>
      crossings.map(({ usage, member, place }) => ({
        what: `${usage} ${name}${member === null ? '' : `.${member}`}`,
        place,
      })),
    )
    .toSorted((left, right) => comparePlaces(left.place, right.place))
    .map(({ what, place }) => `${place.file}:${place.line}:${place.column} ${what}`)
}

type At = { readonly file: string; readonly line: number; readonly column: number }
const comparePlaces = (a: At, b: At) =>
  a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1

async function expectSites({ sites }: Form, index: number) {
  const { marksOf } = await open()
  const marks = marksOf(folderOf(index))
  const places = sites === '' ? [] : sites.split(', ')
  const wanted = places.flatMap((site, at) => {
    const [usage, ...names] = site.split(/ (?:& )?/)
    return names.map(name => `${marks[at]} ${usage} ${name}`)
  })
  expect(await sitesOf(index)).toEqual(wanted)
  expect(marks).toHaveLength(places.length)
}

describe('what crosses', () => {
  for (const [index, form] of forms.entries()) it(form.name, () => expectSites(form, index), 60_000)
})

describe('what does not cross', () => {
  for (const [index, form] of lookAlikes.entries())
    it(form.name, () => expectSites(form, forms.length + index), 60_000)
})
