/** Types that do not travel, by the names that the packages of the field give them. */
export const streams =
  /^(?:Readable|Writable|Duplex|Transform|PassThrough|Stream|ReadStream|WriteStream|ReadableStream|WritableStream|StreamableFile)$/

export const exchanges =
  /^(?:Request|Response|NextFunction|IncomingMessage|ServerResponse|FastifyRequest|FastifyReply|FastifyInstance|Express|Application|Socket|WebSocket|ExecutionContext|ArgumentsHost|Http2ServerRequest|Http2ServerResponse|ParameterizedContext|KoaContext)$/

export const transactions =
  /^(?:EntityManager|QueryRunner|Transaction|ClientSession|TransactionClient|DatabaseTransactionConnection|PoolClient|TransactionSession|SqlEntityManager|PgTransaction|SequelizeTransaction|UnitOfWork|IUnitOfWork|DataSource|Connection|Knex)$/
