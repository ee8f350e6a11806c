import type { CompareSettings } from '../../../src/config/model.js'
import { type Comparison, compareAnswers } from '../../../src/shadow/comparing/compare-answers.js'
import type { CapturedAnswer } from '../../../src/shadow/copying/captured-answer.js'

export const plainSettings: CompareSettings = {
  headers: [],
  ignore: [],
  unordered: [],
  tolerances: {},
  noise: 5,
  redact: [],
  samples: 10,
}

export function settingsWith(settings: Partial<CompareSettings>): CompareSettings {
  return { ...plainSettings, ...settings }
}

export function answer(
  body: string | Buffer,
  { status = 200, type = 'application/json', headers = [] as string[] } = {},
): CapturedAnswer {
  return {
    status,
    rawHeaders: ['Content-Type', type, ...headers],
    body: Buffer.from(body),
    truncated: false,
  }
}

export function json(value: unknown): CapturedAnswer {
  return answer(JSON.stringify(value))
}

/** Compares two JSON texts, nothing being known as noise. */
export function compareTexts(
  primary: string,
  candidate: string,
  settings: Partial<CompareSettings> = {},
): Comparison {
  return compareAnswers(answer(primary), answer(candidate), settingsWith(settings), new Set())
}

export function pathsOf(comparison: Comparison): readonly string[] {
  return comparison.differences.map(difference => difference.path)
}
