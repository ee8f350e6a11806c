/** Entry points of oxc-parser that its package exports but does not type. Pinned with the package's exact version. */
declare module 'oxc-parser/src-js/bindings.js' {
  export function getBufferOffset(buffer: Uint8Array): number
  export function parseRawSync(
    filename: string,
    block: Uint8Array,
    sourceStart: number,
    sourceLength: number,
    options: import('oxc-parser').ParserOptions,
  ): void
  export function rawTransferSupported(): boolean
}

declare module 'oxc-parser/src-js/generated/constants.js' {
  export const BLOCK_SIZE: number
  export const BUFFER_SIZE: number
  export const ACTIVE_SIZE: number
  export const DATA_POINTER_POS_32: number
  export const PROGRAM_OFFSET: number
  export const COMMENTS_LEN_OFFSET: number
}

declare module 'oxc-parser/src-js/generated/deserialize/ts.js' {
  export function deserialize(
    buffer: Uint8Array & { int32: Int32Array; float64: Float64Array },
    sourceText: string,
    sourceStart: number,
    sourceLength: number,
  ): Pick<import('oxc-parser').ParseResult, 'program' | 'module' | 'comments' | 'errors'>
}
