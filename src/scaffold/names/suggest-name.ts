/** The name as it was probably meant: "My Shop" → "my-shop". Null where that is no good name either, or a guess. */
export function suggestName(name: string, check: (name: string) => string | null): string | null {
  if (!/^[\w .-]+$/.test(name)) return null
  const plain = name
    .replaceAll(/([a-z\d])(?=[A-Z])/g, '$1-')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return plain !== name && check(plain) === null ? plain : null
}
