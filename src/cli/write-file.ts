import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { refuse } from '../kernel/problem.js'
import { rememberWritten } from './interrupt.js'

/**
 * Writes a report where the user asked for it: makes the folders, and replaces the file in one step so that no
 * reader sees half of it. Throws a UserError when that cannot be done.
 */
export function writeReport(file: string, text: string): void {
  const target = path.resolve(file)
  assertNoFolder(file, target)
  const temporary = `${target}.${randomUUID().slice(0, 8)}.tmp`
  try {
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(temporary, text)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    refuseWrite(file, error)
  }
  rememberWritten([file])
}

/** Fails before the work starts rather than after it. */
export function assertNoFolder(file: string, target = path.resolve(file)): void {
  if (!statSync(target, { throwIfNoEntry: false })?.isDirectory()) return
  refuse(
    'write-failed',
    `${file} is a folder.`,
    `Name a file in it, for example ${path.join(file, 'banyan.txt')}.`,
  )
}

function refuseWrite(file: string, error: unknown): never {
  const { message } = error as Error
  return refuse(
    'write-failed',
    `${file} cannot be written: ${message}.`,
    'Choose a place that you may write to.',
  )
}
