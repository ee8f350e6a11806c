/** Packages whose functions depend on nothing but their arguments. */
const pure = new Set(
  `lodash lodash-es ramda remeda rambda underscore fp-ts io-ts effect monocle-ts purify-ts neverthrow oxide.ts
   ts-pattern immer immutable dayjs moment moment-timezone date-fns date-fns-tz luxon @js-joda/core zod yup joi valibot
   superstruct ajv class-transformer class-validator validator decimal.js big.js bignumber.js bn.js dinero.js currency.js
   qs query-string path-to-regexp semver slugify slug change-case camelcase pluralize escape-html he entities marked dompurify isomorphic-dompurify jsdom cheerio
   markdown-it sanitize-html deepmerge fast-deep-equal deep-equal dequal rfdc clone-deep object-hash md5 crypto-js
   base64-js iconv-lite buffer tslib reflect-metadata is-plain-object ms bytes mime mime-types jsonpath jmespath
   fastest-levenshtein fuse.js string-similarity csv-parse csv-stringify handlebars mustache ejs eta
   graphql graphql-tag gql-query-builder uri-js url-join path-browserify path url util querystring assert buffer http-status http-status-codes`.split(
    /\s+/,
  ),
)

/** Packages that give another answer each time, or write where nobody reads: harmless on both sides. */
const ambient = new Set(
  `uuid nanoid ulid cuid @paralleldrive/cuid2 short-uuid crypto bcrypt bcryptjs argon2 scrypt pino winston
   bunyan loglevel consola debug chalk picocolors kleur os perf_hooks @faker-js/faker`.split(/\s+/),
)

/** Packages that read the settings of the process. */
const environment = new Set('dotenv config convict envalid env-var process @nestjs/config nconf'.split(' '))

/** Packages that reach out of the process. */
const outside = new Set(
  `fs child_process net http https http2 dgram dns tls cluster worker_threads axios got node-fetch undici superagent ky
   request nodemailer pg mysql mysql2 mongodb mongoose ioredis redis typeorm sequelize knex kysely drizzle-orm @prisma/client
   slonik objection amqplib kafkajs bullmq bull nats stripe twilio`.split(/\s+/),
)

/** What is known of a package; `null` when nothing is. */
export function judgePackage(name: string): 'pure' | 'ambient' | 'environment' | 'outside' | null {
  if (pure.has(name) || name.startsWith('lodash.')) return 'pure'
  if (ambient.has(name)) return 'ambient'
  if (environment.has(name)) return 'environment'
  return outside.has(name) || name.startsWith('@aws-sdk/') || name.startsWith('@google-cloud/')
    ? 'outside'
    : null
}
