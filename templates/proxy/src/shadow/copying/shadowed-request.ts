import type { ShadowSettings, Side } from '../../config/model.js'
import type { TlsSettings } from '../../upstreams/connect-to.js'
import type { CapturedAnswer } from './captured-answer.js'

/**
 * Where a copy goes: path and headers as that side is to see them, so rewritten and bridged, with their
 * `Host`.
 */
export interface CopyTarget {
  readonly origin: string
  readonly path: string
  readonly rawHeaders: readonly string[]
  /** How the origin is known over https; as Node knows it when left out. */
  readonly tls?: TlsSettings
}

/** A request that is about to be served, and might be copied. Upgrades are not to be offered. */
export interface ShadowedRequest {
  readonly route: string
  readonly method: string
  /** As the client sent it. */
  readonly url: string
  readonly rawHeaders: readonly string[]
  readonly settings: ShadowSettings
  /** Share of requests, 0 to 100, that the old side is asked twice; 0 where the old side does not answer. */
  readonly noise: number
  /**
   * What is left alone for a while when its copies come to nothing: the same object for each request that goes there. Null
   * when that side has none.
   */
  readonly system: (side: Side) => object | null
  /** Called only for a copy that is sent. Null when that side has no origin to send it to. */
  readonly target: (side: Side) => CopyTarget | null
}

/** Two answers to one request. */
export interface AnswerPair {
  readonly request: ShadowedRequest
  /** Who gave the second answer: `legacy` when the old side was asked twice. */
  readonly side: Side
  readonly primary: CapturedAnswer
  readonly candidate: CapturedAnswer
}
