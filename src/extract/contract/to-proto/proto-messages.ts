import type { Contract } from '../contract.js'
import type { ObjectSchema, Schema } from '../schema.js'
import type { ProtoEnum, ProtoField, ProtoMessage } from './proto-file.js'

interface Member {
  readonly name: string
  readonly schema: Schema
  readonly optional: boolean
}

/** Messages that come up while a contract is told; each once. */
export interface Messages {
  readonly object: (name: string, members: readonly Member[], comment: string | null) => void
  readonly choice: (
    name: string,
    members: readonly { readonly name: string; readonly type: string }[],
  ) => void
  readonly error: (name: string) => string
  readonly finish: () => {
    readonly all: readonly ProtoMessage[]
    readonly enums: readonly ProtoEnum[]
    readonly imports: readonly string[]
  }
}

type Shape = Pick<ProtoField, 'type' | 'label'>

const timestamp = 'google.protobuf.Timestamp'
const anything = 'google.protobuf.Value'
const scalars: Partial<Record<Schema['kind'], string>> = {
  string: 'string',
  boolean: 'bool',
  bigint: 'string',
  regexp: 'string',
  url: 'string',
  'url-search-params': 'string',
  converted: 'string',
  date: timestamp,
  bytes: 'bytes',
  any: anything,
  null: anything,
  undefined: anything,
}

/** A name of letters, digits and underscores, as messages and fields have. */
export function protoName(name: string): string {
  const clean = name.replaceAll(/[^A-Za-z0-9_]+/g, '_').replaceAll(/^_+|_+$/g, '')
  return /^[A-Za-z]/.test(clean) ? clean : `x_${clean}`
}

export function createMessages({ types, errors }: Contract): Messages {
  const all = new Map<string, ProtoMessage>()
  const enums = new Map<string, ProtoEnum>()

  const add = (name: string, message: Omit<ProtoMessage, 'name'>) => all.set(name, { name, ...message })

  const addObject: Messages['object'] = (name, members, comment) => {
    if (all.has(name)) return
    add(name, { comment, fields: [], choice: false })
    const fields: ProtoField[] = []
    for (const { name: member, schema, optional } of members) {
      const note =
        schema.kind === 'refused'
          ? `${schema.type} cannot travel: ${schema.why}`
          : (schema.description ?? null)
      if (schema.kind === 'refused') continue
      const shape = shapeOf(schema, `${name}_${protoName(member)}`)
      const label =
        optional && shape.label === '' && !shape.type.startsWith('map<') ? 'optional ' : shape.label
      fields.push({ name: freeName(protoName(member), fields), type: shape.type, label, comment: note })
    }
    add(name, { comment, fields, choice: false })
  }

  const addFields = (
    name: string,
    { properties, required, additionalProperties: more }: ObjectSchema,
    comment: string | null,
  ) => {
    const members = Object.entries(properties).map(([member, schema]) => ({
      name: member,
      schema,
      optional: !required.includes(member),
    }))
    const others =
      typeof more === 'boolean' ? [] : [{ name: 'others', schema: recordOf(more), optional: false }]
    addObject(name, [...members, ...others], comment)
  }

  const addChoice = (name: string, members: readonly Schema[]): Shape => {
    if (!all.has(name)) {
      add(name, { comment: null, fields: [], choice: true })
      const fields: ProtoField[] = []
      for (const member of members) {
        const { type, label } = shapeOf(member, `${name}_${fields.length + 1}`)
        const single =
          label === 'repeated ' || type.startsWith('map<')
            ? wrapShape(`${name}_${fields.length + 1}_List`, { type, label })
            : type
        const field = freeName(lowerFirst(protoName(single.split('.').at(-1) ?? single)), fields)
        fields.push({ name: field, type: single, label: '', comment: null })
      }
      add(name, { comment: null, fields, choice: true })
    }
    return { type: name, label: '' }
  }

  /** Lists of lists and lists of what may be missing need a message in between. */
  const wrapShape = (name: string, { type, label }: Shape): string => {
    if (!all.has(name))
      add(name, { comment: null, fields: [{ name: 'value', type, label, comment: null }], choice: false })
    return name
  }

  const single = (schema: Schema, name: string): string => {
    const shape = shapeOf(schema, name)
    return shape.label === '' && !shape.type.startsWith('map<') ? shape.type : wrapShape(name, shape)
  }

  const unionShape = (members: readonly Schema[], name: string): Shape => {
    const real = members.filter(({ kind }) => kind !== 'null' && kind !== 'undefined')
    const [only] = real
    if (only === undefined) return { type: anything, label: '' }
    if (real.length > 1)
      return { ...addChoice(name, real), label: real.length < members.length ? 'optional ' : '' }
    const shape = shapeOf(only, name)
    if (real.length === members.length) return shape
    return shape.label === '' && !shape.type.startsWith('map<')
      ? { ...shape, label: 'optional ' }
      : { type: wrapShape(name, shape), label: 'optional ' }
  }

  const mapShape = (key: Schema, value: Schema, name: string): Shape => {
    const type = single(value, `${name}_Value`)
    if (key.kind === 'string' || key.kind === 'enum') return { type: `map<string, ${type}>`, label: '' }
    addObject(
      `${name}_Entry`,
      [
        { name: 'key', schema: key, optional: false },
        { name: 'value', schema: value, optional: false },
      ],
      null,
    )
    return { type: `${name}_Entry`, label: 'repeated ' }
  }

  const enumShape = (schema: Extract<Schema, { readonly kind: 'enum' }>): Shape => {
    if (schema.names !== undefined && schema.name !== null) {
      const name = protoName(schema.name)
      enums.set(name, { name, values: schema.names.map(each => `${name}_${protoName(each)}`.toUpperCase()) })
      return { type: name, label: '' }
    }
    const kinds = new Set(schema.enum.map(value => typeof value))
    const type =
      kinds.size > 1 ? anything : kinds.has('string') ? 'string' : kinds.has('boolean') ? 'bool' : 'double'
    return { type, label: '' }
  }

  const referenceShape = (name: string): Shape => {
    const target = types[name]?.schema
    if (target === undefined) return { type: anything, label: '' }
    if (target.kind === 'object' || target.kind === 'instance') {
      const fields = target.kind === 'object' ? target : target.fields
      addFields(name, fields, target.description ?? null)
      return { type: name, label: '' }
    }
    // A union or an alias that refers to itself has to have a message of its own.
    return target.kind === 'union'
      ? addChoice(
          name,
          target.anyOf.filter(({ kind }) => kind !== 'undefined'),
        )
      : shapeOf(target, name)
  }

  const shapeOf = (schema: Schema, name: string): Shape => {
    const scalar = scalars[schema.kind]
    if (scalar !== undefined) return { type: scalar, label: '' }
    switch (schema.kind) {
      case 'number':
        return { type: schema.integer === true ? 'int64' : 'double', label: '' }
      case 'enum':
        return enumShape(schema)
      case 'array':
      case 'set':
        return { type: single(schema.items, `${name}_Item`), label: 'repeated ' }
      case 'map':
        return mapShape(schema.key, schema.value, name)
      case 'union':
        return unionShape(schema.anyOf, name)
      case 'reference':
        return referenceShape(schema.$ref)
      case 'codec':
        return shapeOf(schema.wire, name)
      case 'error':
        return { type: schema.error === null ? anything : addError(schema.error), label: '' }
      case 'tuple':
        addObject(
          name,
          schema.prefixItems.map((item, index) => ({
            name: `item${index + 1}`,
            schema: item,
            optional: index >= schema.minItems,
          })),
          null,
        )
        return { type: name, label: '' }
      case 'instance':
        addFields(name, schema.fields, schema.description ?? null)
        return { type: name, label: '' }
      case 'object':
        return objectShape(schema, name)
      default:
        return { type: anything, label: '' }
    }
  }

  const objectShape = (schema: ObjectSchema, name: string): Shape => {
    const { properties, additionalProperties: more } = schema
    if (Object.keys(properties).length === 0)
      return typeof more === 'boolean'
        ? { type: 'google.protobuf.Struct', label: '' }
        : mapShape({ kind: 'string' }, more, name)
    addFields(name, schema, schema.description ?? null)
    return { type: name, label: '' }
  }

  const addError = (name: string): string => {
    const error = errors[name]
    const message = `${protoName(name)}Error`
    const text = { kind: 'string' } as const
    const own =
      error === undefined || error.fields.kind !== 'object'
        ? []
        : [{ name: 'fields', schema: error.fields, optional: false }]
    addObject(
      message,
      [
        { name: 'class', schema: text, optional: false },
        { name: 'message', schema: text, optional: false },
        ...own,
      ],
      error?.title ?? null,
    )
    return message
  }

  const finish = () => {
    const messages = [...all.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1))
    const used = (name: string) =>
      messages.some(({ fields }) => fields.some(({ type }) => type.includes(name)))
    const imports = [
      ...(used('protobuf.Value') || used('protobuf.Struct') ? ['google/protobuf/struct.proto'] : []),
      ...(used(timestamp) ? ['google/protobuf/timestamp.proto'] : []),
    ]
    return {
      all: messages,
      enums: [...enums.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1)),
      imports,
    }
  }

  return {
    object: addObject,
    choice: (name, members) =>
      add(name, {
        comment: null,
        fields: members.map(member => ({ ...member, label: '', comment: null })),
        choice: true,
      }),
    error: addError,
    finish,
  }
}

function recordOf(values: Schema): Schema {
  return { kind: 'object', properties: {}, required: [], additionalProperties: values }
}

function freeName(name: string, taken: readonly { readonly name: string }[]): string {
  let free = name
  for (let count = 2; taken.some(each => each.name === free); count += 1) free = `${name}${count}`
  return free
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}
