import type { ModuleData } from '../data.js'

/** Names that the plan of one module uses, as they stand in SQL. */
export interface SqlNames {
  /** `users`, safe as part of a name. */
  readonly module: string
  readonly owner: string
  readonly service: string
  readonly schema: string
  /** `"public"."users"`, in order. */
  readonly tables: readonly string[]
  /** The same names without the schema. */
  readonly bare: readonly string[]
  readonly outbox: string
  readonly inbox: string
  /** An array of all tables that are to move, the outbox and the inbox included. */
  readonly moving: readonly string[]
}

export function nameForSql({ module, own }: ModuleData): SqlNames {
  const name = module
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^(?=\d|pg_|public$)/, 'm_')
  const tables = own.map(({ table }) => quoteTable(table))
  const [outbox, inbox] = [quoteTable(`public.${name}_outbox`), quoteTable(`public.${name}_inbox`)]
  return {
    module: name,
    owner: quote(`${name}_owner`),
    service: quote(`${name}_service`),
    schema: quote(name),
    tables,
    bare: own.map(({ table }) => quote(table.split('.').at(-1) ?? table)),
    outbox,
    inbox,
    moving: [...tables, outbox, inbox],
  }
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A name as a text in SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function quoteTable(table: string): string {
  const parts = table.split('.')
  return (parts.length > 1 ? parts : ['public', ...parts]).map(quote).join('.')
}

/** `ARRAY['"public"."users"']::regclass[]` */
export function tableArray(tables: readonly string[]): string {
  return `ARRAY[${tables.map(quoteText).join(', ')}]::regclass[]`
}
