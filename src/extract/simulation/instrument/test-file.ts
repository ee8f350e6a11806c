/** By name or folder, as the runners' own defaults have it. */
export function isTestFile(file: string): boolean {
  return /(?:^|[./_-])(?:test|spec|tests|specs|__tests__|e2e)(?:[./_-])/.test(file)
}
