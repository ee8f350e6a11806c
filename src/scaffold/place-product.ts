import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { describeFileError } from '../kernel/file-error.js'
import { refuse } from '../kernel/problem.js'

export interface ProductPlace {
  /** As given; null for a folder called like the product. */
  readonly folder: string | null
  readonly name: string
  /** Whether what stands there may stay. */
  readonly merge: boolean
}

/** Absolute path of the folder that the product goes to. Throws a UserError where something stands in the way. */
export function placeProduct({ folder, name, merge }: ProductPlace): string {
  const root = path.resolve(folder ?? name)
  const shown = folder ?? name
  const stat = tryTo(shown, () => statSync(root, { throwIfNoEntry: false }))
  if (stat === undefined) return root
  if (!stat.isDirectory()) {
    refuse('write-failed', `${shown} is a file.`, 'Choose another folder: --folder FOLDER.')
  }
  // A fresh repository is as good as empty.
  const inside = tryTo(shown, () => readdirSync(root)).filter(entry => entry !== '.git')
  if (inside.length > 0 && !merge) {
    refuse(
      'write-failed',
      `${shown} is not empty: it holds ${inside.slice(0, 3).join(', ')}${inside.length > 3 ? ' and more' : ''}.`,
      'Choose another folder with --folder, or keep what is there and add what is missing with --merge.',
    )
  }
  return root
}

function tryTo<T>(shown: string, look: () => T): T {
  try {
    return look()
  } catch (error) {
    const { reason } = describeFileError(error)
    const way = 'Choose another folder: --folder FOLDER.'
    return refuse('write-failed', `${shown} cannot be reached: ${reason}.`, way)
  }
}
