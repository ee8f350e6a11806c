/** Calls that run a function that they are given in a transaction. */
export function runsInTransaction(name: string): boolean {
  if (/^(?:atomic(?:ally)?|(?:with|in|run(?:In)?)?unitOfWork|begin)$/i.test(name)) return true
  return /transaction/i.test(name) && !otherVerbs.test(name)
}

/** Transactions that are ended, looked at, or of another kind: what a customer does with money. */
const otherVerbs =
  /^(?:get|set|is|has|clean|clear|commit|rollback|abort|release|create|find|list|add|update|delete|remove|save|on|map|to|from|parse|format|load|fetch|send|sign|verify|validate|filter|handle|process)(?=[A-Z])/

/** Calls that open a transaction which a later call ends. */
export const opensTransaction =
  /^(?:start|begin|open)(?:New)?Transaction$|^(?:\$?transaction|beginTransaction)$/
export const endsTransaction = /^(?:commit|rollback|abort|end)\w*$/i

/** Decorators that run the whole method in a transaction. */
export const transactionDecorator = /^(?:\w*Transactional|Transaction|InTransaction|Transacted)$/

/** Types of what stands for an open transaction, or of the connection that it runs on. */
export const transactionType =
  /\b(?:EntityManager|QueryRunner|(?:\w+\.)?Transaction(?:Client|Connection|Manager|Host|Context|Scope)?|\w*Transaction(?:Client|Connection|Session)|ClientSession|PoolClient|PoolConnection|Trx|Knex\.Transaction|PgTransaction|TransactionSql|UnitOfWork)\b/

/** Names that arguments have which stand for an open transaction. */
export const transactionArgument =
  /^(?:tx|trx|txn|trn|transaction|queryRunner|entityManager|transactionalEntityManager|\w*(?:Tx|Trx|Transaction))$/

/** Calls that deliver messages of which the place alone does not tell which. */
export const publishes =
  /^(?:emit|emitAsync|publish|publishAll|publishEvents|dispatch|dispatchAll|dispatchEvents\w*|commit)$/
