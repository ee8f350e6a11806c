const irregular: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
}
const uncountable = /(?:equipment|information|rice|money|species|series|fish|sheep|news|data|metadata)$/i

/** How Sequelize and Mongoose name a table after its model, as far as common words go: `Category` → `Categories`. */
export function derivePlural(name: string): string {
  if (uncountable.test(name)) return name
  for (const [one, many] of Object.entries(irregular)) {
    if (name.toLowerCase().endsWith(one) && !/human$/i.test(name)) {
      const first = name.charAt(name.length - one.length)
      return name.slice(0, name.length - one.length) + first + many.slice(1)
    }
  }
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`
  if (/(?:x|z|ch|sh|ss|us|is)$/i.test(name))
    return name.endsWith('is') ? `${name.slice(0, -2)}es` : `${name}es`
  return name.endsWith('s') ? name : `${name}s`
}

/** A model's name without what tells its spellings apart: `BaseUser`, `base_user` and `baseUsers` are one. */
export function foldModelName(name: string): string {
  return derivePlural(name.replace(/[^A-Za-z\d]/g, '')).toLowerCase()
}
