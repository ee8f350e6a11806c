import type { ICruiseResult, OutputType } from 'dependency-cruiser'
import { foldMark } from './safe-names.js'

/**
 * dependency-cruiser's own `format()`. Loaded when called: its import takes most of a second, which no other
 * command should pay.
 */
export async function formatCruise(result: ICruiseResult, outputType: OutputType): Promise<string> {
  const { format } = await import('dependency-cruiser')
  const collapse = outputType === 'archi' ? { collapse: `^[^${foldMark}]+${foldMark}` } : {}
  const { output } = await format(result, { outputType, ...collapse })
  const text = typeof output === 'string' ? output : JSON.stringify(output)
  return text.replaceAll('\r\n', '\n')
}
