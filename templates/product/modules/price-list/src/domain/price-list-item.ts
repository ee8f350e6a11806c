export interface PriceListItem {
  readonly id: string
  readonly name: string
  readonly notes: string
  /** Grows by one with each change. */
  readonly version: number
  readonly createdAt: Date
}

export type Renaming =
  | { readonly kind: 'renamed'; readonly next: PriceListItem }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'conflict' }

export function createPriceListItem(given: Omit<PriceListItem, 'version'>): PriceListItem {
  return { ...given, version: 1 }
}

/** `seen` is the version that whoever renames it has read. */
export function renamePriceListItem(current: PriceListItem, seen: number, name: string): Renaming {
  if (current.version !== seen) return { kind: 'conflict' }
  if (current.name === name) return { kind: 'unchanged' }
  return { kind: 'renamed', next: { ...current, name, version: seen + 1 } }
}
