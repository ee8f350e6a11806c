import { keepNumbers, type FieldNumbers } from './field-numbers.js'

/** A field before it has a number. */
export interface ProtoField {
  readonly name: string
  /** `string`, `Order`, `map<string, double>`. */
  readonly type: string
  readonly label: '' | 'repeated ' | 'optional '
  readonly comment: string | null
}

export interface ProtoMessage {
  readonly name: string
  readonly comment: string | null
  readonly fields: readonly ProtoField[]
  /** Whether one field alone is set. */
  readonly choice: boolean
}

export interface ProtoEnum {
  readonly name: string
  readonly values: readonly string[]
}

export interface ProtoCall {
  readonly name: string
  readonly comment: string | null
  readonly request: string
  readonly response: string
  readonly stream: boolean
}

export interface ProtoFile {
  readonly package: string
  readonly service: string
  readonly calls: readonly ProtoCall[]
  readonly messages: readonly ProtoMessage[]
  readonly enums: readonly ProtoEnum[]
  readonly imports: readonly string[]
}

/** Text, with the numbers that the next one has to keep. */
export function writeProto(
  file: ProtoFile,
  known: FieldNumbers,
): { readonly text: string; readonly numbers: FieldNumbers } {
  const numbers = keepNumbers(file, known)
  const parts = [
    `syntax = "proto3";\n\npackage ${file.package};`,
    file.imports.map(each => `import "${each}";`).join('\n'),
    [`service ${file.service} {`, ...file.calls.map(writeCall), '}'].join('\n'),
    ...file.messages.map(message => writeMessage(message, numbers)),
    ...file.enums.map(each => writeEnum(each, numbers)),
  ]
  return { text: `${parts.filter(part => part !== '').join('\n\n')}\n`, numbers }
}

function writeCall({ name, comment, request, response, stream }: ProtoCall): string {
  return `${writeComment(comment, '  ')}  rpc ${name}(${request}) returns (${stream ? 'stream ' : ''}${response});`
}

function writeMessage({ name, comment, fields, choice }: ProtoMessage, numbers: FieldNumbers): string {
  const of = numbers[name] ?? {}
  const gone = Object.keys(of).filter(each => !fields.some(field => field.name === each))
  const indent = choice ? '    ' : '  '
  const lines = fields.map(
    field =>
      `${writeComment(field.comment, indent)}${indent}${choice ? '' : field.label}${field.type} ${field.name} = ${of[field.name]};`,
  )
  const body = choice && lines.length > 0 ? ['  oneof choice {', ...lines, '  }'] : lines
  return [`${writeComment(comment, '')}message ${name} {`, ...writeReserved(gone, of), ...body, '}'].join(
    '\n',
  )
}

/** What was there once is not given to something else. */
function writeReserved(
  gone: readonly string[],
  numbers: Readonly<Record<string, number>>,
): readonly string[] {
  if (gone.length === 0) return []
  return [
    `  reserved ${gone.map(name => numbers[name]).join(', ')};`,
    `  reserved ${gone.map(name => JSON.stringify(name)).join(', ')};`,
  ]
}

function writeEnum({ name, values }: ProtoEnum, numbers: FieldNumbers): string {
  const of = numbers[name] ?? {}
  const gone = Object.keys(of).filter(each => !values.includes(each))
  const lines = values.map(value => `  ${value} = ${of[value]};`)
  return [
    `enum ${name} {`,
    `  ${name.toUpperCase()}_UNSPECIFIED = 0;`,
    ...writeReserved(gone, of),
    ...lines,
    '}',
  ].join('\n')
}

function writeComment(comment: string | null, indent: string): string {
  if (comment === null) return ''
  return comment
    .split('\n')
    .map(line => `${indent}// ${line}\n`)
    .join('')
}
