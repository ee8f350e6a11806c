/** A config for another engine, and what that engine does otherwise or not at all. */
export interface ExportedConfig {
  /** File name → content. */
  readonly files: Readonly<Record<string, string>>
  /** One sentence each. */
  readonly notes: readonly string[]
}
