import { createHash } from 'node:crypto'
import type { CompareSettings } from '../../config/model.js'
import type { CapturedAnswer } from '../copying/captured-answer.js'
import { deriveRedaction } from '../redaction/redaction.js'
import { type BodyObstacle, decodeBody } from './decode-body.js'
import { diffJson } from './diff-json.js'
import type { DifferenceList } from './difference-list.js'
import { excerptsOf } from './excerpt.js'
import { type ContentType, contentTypeOf, isJson } from './headers.js'
import { parseJson } from './parse-json.js'
import { rulesOf } from './path-rules.js'

const wholeBody = { path: 'body', pattern: 'body' }

interface Body {
  readonly bytes: Buffer
  readonly type: ContentType
  /** Null when the bytes are no text. */
  readonly text: string | null
}

/** Adds what the bodies differ in; returns why they cannot be compared, or null. */
export function compareBodies(
  primary: CapturedAnswer,
  candidate: CapturedAnswer,
  settings: CompareSettings,
  differences: DifferenceList,
): BodyObstacle | null {
  const [one, other] = [decodeBody(primary), decodeBody(candidate)]
  if (one.kind === 'obstacle') return one.obstacle
  if (other.kind === 'obstacle') return other.obstacle
  if (one.bytes.equals(other.bytes)) return null
  const [ours, theirs] = [readBody(one.bytes, primary), readBody(other.bytes, candidate)]
  if (mayBeJson(ours) && mayBeJson(theirs)) {
    const [left, right] = [parseJson(ours.text), parseJson(theirs.text)]
    if (left !== undefined && right !== undefined) {
      diffJson(left, right, rulesOf(settings), differences.add)
      return null
    }
  }
  compareText(ours, theirs, settings, differences)
  return null
}

function compareText(one: Body, other: Body, settings: CompareSettings, differences: DifferenceList): void {
  if (one.text === null || other.text === null) {
    differences.add(wholeBody, describeBytes(one.bytes), describeBytes(other.bytes))
    return
  }
  if (one.text === other.text) return
  // Redacted before it is cut: a piece of a token would not be known for one.
  const { text } = deriveRedaction(settings.redact)
  const [excerpt, otherExcerpt] = excerptsOf(text(one.text), text(other.text))
  differences.add(wholeBody, excerpt, otherExcerpt)
}

function readBody(bytes: Buffer, answer: CapturedAnswer): Body {
  const type = contentTypeOf(answer.rawHeaders)
  return { bytes, type, text: textOf(bytes, type) }
}

/** Bytes that their charset does not allow are no text: two of them would look the same once replaced. */
function textOf(bytes: Buffer, type: ContentType): string | null {
  if (/^(image|audio|video|font)\//.test(type.media) && !type.media.endsWith('+xml')) return null
  try {
    const text = new TextDecoder(type.charset ?? 'utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

function mayBeJson(body: Body): body is Body & { readonly text: string } {
  return body.text !== null && (isJson(body.type.media) || body.type.media === '')
}

function describeBytes(bytes: Buffer): string {
  return `${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`
}
