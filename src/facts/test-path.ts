const testPath =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|tests?|e2e|cypress)\/|[.-](?:test|tests|spec|e2e|e2e-spec|cy)\.[cm]?[jt]sx?$/

/** Whether a path is that of a test, where no config says otherwise. */
export function isTestPath(path: string): boolean {
  return testPath.test(path)
}
