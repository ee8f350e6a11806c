import validatePackageName from 'validate-npm-package-name'
import { describeForeignCharacter } from './look-alikes.js'
import { deviceNames } from './reserved-names.js'

/** Letters, so that names of database roles, which begin with it, stay within 63 bytes. */
const longest = 30

/** Why a product cannot be called so: a clause that follows its name; null when it can. It becomes a folder, an npm scope and part of names in the database. */
export function checkProductName(name: string): string | null {
  if (name === '') return 'is empty'
  const foreign = describeForeignCharacter(name)
  if (foreign !== null) return `holds ${foreign}`
  if (/[/\\]|^\.+$/.test(name)) return 'is a path, and a name is wanted; --folder says where it goes'
  if (/[A-Z]/.test(name)) return 'has capital letters, which npm does not take'
  if (!/^[a-z]/.test(name)) return 'does not begin with a letter'
  if (!/^[a-z0-9-]+$/.test(name)) return 'may have letters, digits and hyphens only'
  if (/--|-$/.test(name)) return 'has a hyphen too many'
  if (name.length > longest) return `is longer than ${longest} letters`
  if (deviceNames.has(name)) return 'is the name of a device on Windows'
  if (/^pg(-|$)/.test(name)) return 'makes roles of the database begin with "pg_", which PostgreSQL forbids'
  const { errors = [], warnings = [] } = validatePackageName(name)
  const [complaint] = [...errors, ...warnings]
  return complaint === undefined ? null : `is no name for a package: ${complaint}`
}
