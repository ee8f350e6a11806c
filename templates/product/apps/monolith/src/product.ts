/** Names roles in the database, and the product in logs, traces and documents. */
export const product = 'shop'
/** Of the gateway; operations get the next one. */
export const defaultPort = 3000
/** Who signs access tokens, and for whom. */
export const tokenSettings = { issuer: 'shop', audience: 'shop' }
