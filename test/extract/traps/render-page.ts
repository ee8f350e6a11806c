import { traps } from './all-traps.js'
import { gaps, simulatedGaps } from './gaps.js'
import { lookAlikes } from './look-alikes.js'
import { simulatedLookAlikes, simulatedTraps } from './simulated.js'

export const trapsPage = new URL('../../../docs/traps.md', import.meta.url)

/** `docs/traps.md`: what is told and what is not, as the suite holds it. */
export function renderTrapsPage(): string {
  const seeded = Object.values(traps).flat().length
  const all = seeded + simulatedTraps.length
  const missed = Object.keys(gaps).length + Object.keys(simulatedGaps).length
  const quiet = lookAlikes.length + simulatedLookAlikes.length
  return [
    '# Traps at a border',
    '',
    'Code that works within one process, and would silently change or break with a network in between. Each trap is a small',
    'program with a place at which [`extract`](extract.md) has to say so; the suite `test/extract/traps` fails when one is no',
    'longer told, and when one is told that is listed here as missed. `npx tsx test/extract/traps/write-page.ts` writes this page.',
    '',
    `**${all - missed} of ${all}** are told: ${seeded - Object.keys(gaps).length} of ${seeded} by \`--dry-run\`, ${simulatedTraps.length - Object.keys(simulatedGaps).length} of ${simulatedTraps.length} by \`--simulate\`. Of ${quiet} look-alikes nothing is told.`,
    '',
    '## Not told',
    '',
    ...(missed === 0 ? ['None of those below.'] : tableOf({ ...gaps, ...simulatedGaps })),
    '',
    '## Told by the analysis',
    '',
    ...Object.entries(traps).flatMap(([theme, list]) => [
      `**${capital(theme)}**`,
      '',
      ...list
        .filter(({ name }) => !Object.hasOwn(gaps, name))
        .map(({ name, told }) => `- ${name} (${told.in.join(', ')})`),
      '',
    ]),
    '## Told by the simulation',
    '',
    ...simulatedTraps
      .filter(({ name }) => !Object.hasOwn(simulatedGaps, name))
      .map(
        ({ name, told }) =>
          `- ${name} (${told === 'breaks' ? 'a test that ends otherwise' : 'seen at the border'})`,
      ),
    '',
    '## Look-alikes',
    '',
    ...[...lookAlikes, ...simulatedLookAlikes].map(({ name }) => `- ${name}`),
    '',
  ].join('\n')
}

function tableOf(reasons: Readonly<Record<string, string>>): readonly string[] {
  return [
    '| trap | why |',
    '| --- | --- |',
    ...Object.entries(reasons).map(([name, reason]) => `| ${name} | ${reason} |`),
  ]
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
