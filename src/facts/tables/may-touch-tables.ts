/** `[sS][eE]…`: a word in any case, inside an expression that tells capital and small letters apart. */
function anyCase(word: string): string {
  return word.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`)
}

const verbs =
  'select insert update delete merge create alter drop truncate replace refresh lock copy explain begin set'
const statement = [
  `(?:${verbs.split(' ').map(anyCase).join('|')})\\s`,
  String.raw`${anyCase('with')}\s+(?:${anyCase('recursive')}\s+)?["\w]+\s*(?:\(|${anyCase('as')}\b)`,
  String.raw`${anyCase('comment')}\s+${anyCase('on')}\s`,
].join('|')
const clients = 'db|database|tx|trx|txn|conn|connection'

const signs = [
  // Statements after comments and parentheses, and templates tagged as SQL.
  String.raw`["'\`]\s*\(*(?:--[^\n]{0,200}\n\s*|/\*[^*]{0,1000}\*/\s*){0,5}(?:${statement})`,
  String.raw`(?:sql|SQL|Sql|\$queryRaw|\$executeRaw)\b|(?:\w[rR]|\.r)aw\(`,
  // Libraries and their own words.
  'sequelize|Sequelize|queryInterface|mongoose|InjectModel|\\bModel<|modelClass|\\$lookup',
  '[pP]risma|drizzle|typeorm|TypeOrm|kysely|[kK]nex|@Entity|EntitySchema|tableName|Repository|QueryBuilder',
  String.raw`\.(?:selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto|inTable|references|createTable|alterTable|dropTable)\b`,
  String.raw`\.(?:find(?:Unique|First|Many|All|ByPk|ById|One|AndCount)|createMany|updateMany|deleteMany|upsert|groupBy|aggregate|bulkCreate|insertMany|deleteOne|updateOne|destroy|populate|save)\w*\(`,
  String.raw`\b(?:models?|db)\.[A-Z]\w*\.|\b[A-Z]\w*\.(?:create|query|count|update|find)\(|\.(?:hasMany|hasOne|belongsTo|belongsToMany)\(|extends \w*(?:Repository|Repo|Dao|DAO)\w*\b`,
  // Calls on a database.
  String.raw`(?:\b(?:${clients}|client|orm|transaction|manager|em)|Db|DB|Tx|Client|Manager|Connection)(?:<[^>()]{0,200}>)?(?:\s*\.\s*\w+)?\s*\.\s*(?:create|update|delete|count|insert|select\w*|find\w*|save|\$count|query|from|into|with\w*)\b`,
  String.raw`\b(?:${clients})(?:<[^>()]{0,200}>)?\(\s*["'\`{A-Za-z]`,
  // Tables and entities given to a query: \`.from(users)\`, \`.find(User, …)\`, \`pgTable('users', …)\`.
  String.raw`(?<!\b(?:Array|Buffer|Observable|Object|Uint8Array|Set|Map))\.from\(\s*[a-zA-Z_$][\w$.]*\s*[,)]`,
  String.raw`\.(?:insert|into|relation)\(\s*[a-zA-Z_$][\w$.]*\s*[,)]`,
  String.raw`\.(?:find|count|exist)\w*\(\s*(?:\w+,\s*)?[A-Z]\w*\s*[,)]`,
  String.raw`(?:Entity|Entities)\w*\(\s*\w+,\s*[A-Z]`,
  String.raw`(?:Join\w*|Table(?:Creator)?|View)\(\s*["'\`a-zA-Z_$]`,
]
// Each repetition above ends soon or stands behind a sign that does not repeat: no file, however odd, takes long.
const anySign = new RegExp(signs.join('|'))

/**
 * Whether a file may touch a table at all: it holds a statement, a word of a supported library, or a call on something
 * called like a database. Errs on the side of yes, and spares most files the syntax tree.
 */
export function mayTouchTables(text: string): boolean {
  return anySign.test(text)
}
