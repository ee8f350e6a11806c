import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import protobuf from 'protobufjs'

const { Root, Enum, Field, MapField, OneOf, Type } = protobuf

/** Envoy's own protobuf definitions, which the xDS client of gRPC brings along. */
const { resolve } = createRequire(import.meta.url)
const brought = path.join(path.dirname(resolve('@grpc/grpc-js-xds/package.json')), 'deps')
const folders = [
  ...['envoy-api', 'xds', 'protoc-gen-validate', 'googleapis'].map(part => path.join(brought, part)),
  path.dirname(resolve('protobufjs/package.json')),
]

/** Types of the config and of all extensions that it may name. */
const files = [
  'envoy/config/bootstrap/v3/bootstrap.proto',
  'envoy/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto',
  'envoy/extensions/filters/http/router/v3/router.proto',
  'envoy/extensions/filters/http/buffer/v3/buffer.proto',
  'envoy/extensions/http/early_header_mutation/header_mutation/v3/header_mutation.proto',
  'envoy/extensions/transport_sockets/tls/v3/tls.proto',
  'envoy/extensions/upstreams/http/v3/http_protocol_options.proto',
]

export function loadEnvoyDefinitions(): protobuf.Root {
  const root = new Root()
  root.resolvePath = (_, target) => {
    const found = folders.map(folder => path.join(folder, target)).find(existsSync)
    return found ?? (path.isAbsolute(target) ? target : null)
  }
  root.loadSync(files, { keepCase: true })
  addNewer(root)
  root.resolveAll()
  return root
}

/** Since Envoy 1.36; the definitions at hand are from before. */
function addNewer(root: protobuf.Root): void {
  const weighted = root.lookupType('envoy.config.route.v3.WeightedCluster')
  const choice = weighted.oneofs.random_value_specifier
  if (choice === undefined || weighted.fields.use_hash_policy !== undefined) return
  choice.add(new Field('use_hash_policy', 5, 'google.protobuf.BoolValue'))
}

/** JSON types of the messages that protobuf writes otherwise than as their fields. */
const wellKnown: Readonly<Record<string, (value: unknown) => boolean>> = {
  '.google.protobuf.Duration': value => typeof value === 'string' && /^\d+(\.\d{1,9})?s$/.test(value),
  '.google.protobuf.BoolValue': value => typeof value === 'boolean',
  '.google.protobuf.UInt32Value': value => isWhole(value, 0, 2 ** 32 - 1),
  '.google.protobuf.Struct': value => typeof value === 'object' && value !== null,
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: value => typeof value === 'string',
  bool: value => typeof value === 'boolean',
  uint32: value => isWhole(value, 0, 2 ** 32 - 1),
  int32: value => isWhole(value, -(2 ** 31), 2 ** 31 - 1),
  double: value => typeof value === 'number',
}

/**
 * All that a strict reader of a message would refuse: unknown fields, values of another type, two fields of a `oneof`,
 * types of an `Any` that are not known, and what the definitions' own rules forbid (required, lengths, bounds).
 */
export function findFlaws(type: protobuf.Type, value: unknown, place = ''): readonly string[] {
  const special = wellKnown[type.fullName]
  if (special !== undefined) return special(value) ? [] : [`${place}: not a ${type.fullName}`]
  if (type.fullName === '.google.protobuf.Any') return findAnyFlaws(type.root, value, place)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${place}: not a message`]
  const given = Object.entries(value)
  return [
    ...given.flatMap(([name, inner]) => {
      const field = type.fields[name]
      return field === undefined
        ? [`${place}/${name}: ${type.fullName} has no such field`]
        : findFieldFlaws(field.resolve(), inner, `${place}/${name}`)
    }),
    ...type.oneofsArray.flatMap(each =>
      findOneOfFlaws(
        each,
        given.map(([name]) => name),
        place,
      ),
    ),
    ...type.fieldsArray
      .filter(({ name, options, partOf }) => !(name in value) && partOf === null && isRequired(options))
      .map(({ name }) => `${place}: ${name} is missing`),
  ]
}

function findAnyFlaws(root: protobuf.Root, value: unknown, place: string): readonly string[] {
  const { '@type': url, ...rest } = value as { readonly '@type'?: string }
  const found = root.lookup(String(url).replace('type.googleapis.com/', ''))
  if (!(found instanceof Type)) return [`${place}: @type ${url} is not known`]
  return findFlaws(found, rest, place)
}

function findOneOfFlaws(choice: protobuf.OneOf, given: readonly string[], place: string): readonly string[] {
  if (!(choice instanceof OneOf) || choice.fieldsArray.some(field => field.partOf?.isProto3Optional))
    return []
  const chosen = choice.fieldsArray.filter(({ name }) => given.includes(name))
  if (chosen.length > 1)
    return [`${place}: ${chosen.map(({ name }) => name).join(' and ')} exclude each other`]
  return chosen.length === 0 && choice.options?.['(validate.required)'] === true
    ? [`${place}: none of ${choice.name}`]
    : []
}

function isRequired(options: Readonly<Record<string, unknown>> | undefined): boolean {
  return (
    options?.['(validate.rules).message.required'] === true ||
    Number(options?.['(validate.rules).string.min_len'] ?? 0) > 0
  )
}

function findFieldFlaws(field: protobuf.Field, value: unknown, place: string): readonly string[] {
  if (field instanceof MapField) {
    return Object.entries(value as object).flatMap(([key, inner]) =>
      findValueFlaws(field, inner, `${place}/${key}`),
    )
  }
  if (!field.repeated) return findValueFlaws(field, value, place)
  if (!Array.isArray(value)) return [`${place}: not a list`]
  const least = Number(field.options?.['(validate.rules).repeated.min_items'] ?? 0)
  return [
    ...(value.length < least ? [`${place}: fewer than ${least}`] : []),
    ...value.flatMap((inner, at) => findValueFlaws(field, inner, `${place}/${at}`)),
  ]
}

function findValueFlaws(field: protobuf.Field, value: unknown, place: string): readonly string[] {
  const { resolvedType } = field
  if (resolvedType instanceof Enum) {
    return typeof value === 'string' && value in resolvedType.values
      ? []
      : [`${place}: not one of ${resolvedType.fullName}`]
  }
  if (resolvedType instanceof Type) {
    return [...findFlaws(resolvedType, value, place), ...findBoundFlaws(field, value, place)]
  }
  const fits = scalars[field.type]
  if (fits === undefined) return [`${place}: ${field.type} is not written by us`]
  return fits(value) ? findBoundFlaws(field, value, place) : [`${place}: not a ${field.type}`]
}

const bounds: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
}

function findBoundFlaws(field: protobuf.Field, value: unknown, place: string): readonly string[] {
  return Object.entries(field.options ?? {}).flatMap(([option, bound]) => {
    const [, rule = ''] = /^\(validate\.rules\)\.(?:uint32|int32|double)\.(gte?|lte?)$/.exec(option) ?? []
    const holds = bounds[rule]
    return holds === undefined || holds(Number(value), Number(bound))
      ? []
      : [`${place}: not ${rule} ${bound}`]
  })
}
