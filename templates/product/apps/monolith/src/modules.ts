import { users } from './wiring/users.js'
import { tenants } from './wiring/tenants.js'
import { content } from './wiring/content.js'
import { payments } from './wiring/payments.js'
import { priceList } from './wiring/price-list.js'
import type { Wiring } from './wiring/wiring.js'

/** The modules of the product. */
export const modules: readonly Wiring[] = [users, tenants, content, payments, priceList]
