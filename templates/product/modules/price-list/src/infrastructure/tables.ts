export interface PriceListTables {
  readonly price_list_items: {
    readonly id: string
    readonly name: string
    readonly notes: string
    readonly version: number
    readonly created_at: Date
  }
}
