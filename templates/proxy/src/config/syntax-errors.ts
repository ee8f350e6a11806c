import { type ParseError, printParseErrorCode } from 'jsonc-parser'
import type { Complaint } from './complaint.js'

/** Says what a JSON parser stumbled over. */
export function describeSyntaxError(error: ParseError, text: string): Complaint {
  const known = sentences[printParseErrorCode(error.error)]
  const [message, hint] = known ?? ['This is not JSON.', 'Compare it with what is before and after.']
  return text[error.offset] === "'" ? { message, hint: 'Strings stand in double quotes.' } : { message, hint }
}

const sentences: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  InvalidSymbol: ['This word is no JSON value.', 'Put text in double quotes.'],
  InvalidNumberFormat: ['This number is malformed.', 'Write it as 1, -1 or 1.5.'],
  PropertyNameExpected: ['The name of a property is missing.', 'Write "name": value, with double quotes.'],
  ValueExpected: ['A value is missing.', 'Write one, or take away the name or comma before it.'],
  ColonExpected: ['A ":" is missing.', 'Write "name": value.'],
  CommaExpected: ['A "," is missing.', 'Put a comma between two values.'],
  CloseBraceExpected: ['A "}" is missing.', 'Close the object.'],
  CloseBracketExpected: ['A "]" is missing.', 'Close the list.'],
  EndOfFileExpected: [
    'There is text after the end of the config.',
    'Look for a bracket that closes too early.',
  ],
  UnexpectedEndOfComment: ['A comment does not end.', 'Close it with "*/".'],
  UnexpectedEndOfString: ['A string does not end on its line.', 'Close it with a double quote.'],
  UnexpectedEndOfNumber: ['A number ends too early.', 'Write it as 1, -1 or 1.5.'],
  InvalidUnicode: ['This is no character code.', 'Write "\\u" and four hexadecimal digits.'],
  InvalidEscapeCharacter: ['There is no such escape.', 'Write "\\\\" for a backslash.'],
  InvalidCharacter: [
    'A string contains a control character.',
    'Write it as an escape, such as "\\n" or "\\t".',
  ],
}
