/** Words of npm, pnpm and Yarn where a registry cannot be reached at all, however long one waits. */
const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH/
/** The same, where a connection broke or a cache alone was asked and does not have everything. */
const noNetwork = /ECONNRESET|ETIMEDOUT|ENOTCACHED|ERR_PNPM_NO_OFFLINE|network connectivity|network timeout/i

export function isUnreachable(told: string): boolean {
  return unreachable.test(told)
}

export function isOffline(told: string): boolean {
  return unreachable.test(told) || noNetwork.test(told)
}
