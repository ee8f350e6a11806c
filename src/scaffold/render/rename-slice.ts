import { type NameForms, type SliceNames, sliceNames } from './name-forms.js'

/**
 * The module of the template that every new module is made of. Of two words, for so each spelling can be told from the
 * others, and no plural, for so it can be told from its entities.
 */
export const sliceModule = 'price-list'
const original = sliceNames(sliceModule)

/** Text, or a path, of the template's slice as it reads for another module. Whole words change, longer ones first. */
export function renameSlice(text: string, names: SliceNames): string {
  const pairs = [
    ...pairsOf(original.entities, names.entities),
    ...pairsOf(original.entity, names.entity),
    ...pairsOf(original.module, names.module),
  ]
  const byOriginal = new Map(pairs)
  const pattern = new RegExp([...byOriginal.keys()].sort((a, b) => b.length - a.length).join('|'), 'g')
  return text.replace(pattern, found => byOriginal.get(found) ?? found)
}

function pairsOf(from: NameForms, to: NameForms): readonly (readonly [string, string])[] {
  const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
  return [
    [from.kebab, to.kebab],
    [from.camel, to.camel],
    [from.pascal, to.pascal],
    [from.snake, to.snake],
    [from.snake.toUpperCase(), to.snake.toUpperCase()],
    [from.words, to.words],
    [sentence(from.words), sentence(to.words)],
  ]
}
