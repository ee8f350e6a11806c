import { users } from './wiring/users.js'
import { priceList } from './wiring/price-list.js'
import type { Wiring } from './wiring/wiring.js'

/** The modules of the product. */
export const modules: readonly Wiring[] = [users, priceList]
