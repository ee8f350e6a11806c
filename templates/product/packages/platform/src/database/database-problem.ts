/** Something about the database that whoever starts the product can put right. */
export class DatabaseProblem extends Error {
  constructor(
    readonly code:
      | 'embedded-unavailable'
      | 'embedded-unreachable-folder'
      | 'embedded-failed'
      | 'not-provisioned'
      | 'not-allowed'
      | 'migration-failed'
      | 'migration-edited'
      | 'migration-misnamed'
      | 'migration-late',
    title: string,
    /** What to do next. */
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${title}\n${remedy}`, options)
    this.name = 'DatabaseProblem'
  }
}
