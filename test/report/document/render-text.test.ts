import { expect, it } from 'vitest'
import { renderReportText } from '../../../src/report/document/render-text.js'
import { choosePalette } from '../../../src/report/text/palette.js'

it('breaks names that are longer than the terminal is wide', () => {
  const leaves = Array.from({ length: 40 }, (_, at) => `leaf${at}`).join(', ')
  const text = renderReportText(
    {
      title: `oak (${'branch of '.repeat(12)}the forest)`,
      summary: [],
      sections: [
        {
          id: 'trees',
          title: 'Trees',
          lead: [],
          table: { head: ['name', 'kind'], rows: [[`Oak { ${leaves} }`, 'tree']] },
          tone: 'plain',
        },
      ],
      next: [],
    },
    { palette: choosePalette(false), columns: 80, rows: null },
  )
  expect(text.split('\n').filter(line => line.length > 80)).toEqual([])
  expect(text).toContain('leaf39 }')
})
