/** The first character that is not plain ASCII, told in a way that shows what the eye cannot see; null when there is none. */
export function describeForeignCharacter(name: string): string | null {
  const character = [...name].find(each => each > '~' || each < ' ')
  if (character === undefined) return null
  const point = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  const plain = character.normalize('NFKD').replace(/[^ -~]/g, '') || latinTwins[character]
  const twin = plain === undefined ? '' : `, which looks like "${plain}"`
  return /\p{C}|\p{Z}/u.test(character)
    ? `an invisible character (${point})`
    : `"${character}" (${point})${twin}`
}

/** Letters of other scripts that most fonts draw as a Latin one. */
const latinTwins: Readonly<Record<string, string>> = {
  а: 'a',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  ӏ: 'l',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  ѕ: 's',
  у: 'y',
  х: 'x',
  ԝ: 'w',
  α: 'a',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  υ: 'u',
  χ: 'x',
}
