import { describeForeignCharacter } from './look-alikes.js'
import { deviceNames, keywords, takenNames, takenSchemas } from './reserved-names.js'

/** Letters, so that names of database roles, which end with it, stay within 63 bytes. */
const longest = 30

/** Why a module cannot be called so: a clause that follows its name; null when it can. It becomes a folder, a package, a schema and part of names in code. */
export function checkModuleName(name: string): string | null {
  if (name === '') return 'is empty'
  const foreign = describeForeignCharacter(name)
  if (foreign !== null) return `holds ${foreign}`
  if (/[/\\]|^\.+$/.test(name)) return 'is a path, and a name is wanted'
  if (!/^[a-z]/.test(name)) return 'does not begin with a small letter'
  if (!/^[a-z0-9-]+$/.test(name)) return 'may have small letters, digits and hyphens only'
  if (/--|-$/.test(name)) return 'has a hyphen too many'
  if (/-\d/.test(name)) return 'has a digit after a hyphen, which cannot be told apart in code'
  if (name.length > longest) return `is longer than ${longest} letters`
  if (takenNames.has(name)) return 'is the name of a part that every product has'
  if (keywords.has(name)) return 'is a word of the language'
  if (deviceNames.has(name)) return 'is the name of a device on Windows'
  if (takenSchemas.has(name) || name.startsWith('pg-')) return 'is a schema of PostgreSQL itself'
  return null
}
