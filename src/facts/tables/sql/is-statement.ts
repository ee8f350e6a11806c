/** Whether a text begins as a statement does; cheap enough to ask of every string. */
export function startsLikeStatement(text: string): boolean {
  return /^(?:\s|--[^\n]*\n|\/\*[^*]*\*\/|\()*(?:SELECT|INSERT|UPDATE|DELETE|MERGE|CREATE|ALTER|DROP|TRUNCATE|WITH|REPLACE|EXPLAIN|COPY|LOCK|REFRESH|COMMENT\s+ON|BEGIN|SET)\b/i.test(
    text,
  )
}

const shapes: readonly RegExp[] = [
  /^SELECT\b[\s\S]*\bFROM\b/i,
  /^INSERT\s+(?:\w+\s+){0,3}INTO\s+[\s\S]*?(?:\(|\bVALUES\b|\bSELECT\b|\bSET\b|\bDEFAULT\b)/i,
  /^REPLACE\s+INTO\s+[\s\S]*?(?:\(|\bVALUES\b|\bSELECT\b|\bSET\b)/i,
  /^UPDATE\b[\s\S]*\bSET\b[\s\S]*=/i,
  /^DELETE\s+(?:\S+\s+)?FROM\b/i,
  /^MERGE\s+INTO\b[\s\S]*\bUSING\b/i,
  /^CREATE\s+(?:\w+\s+){0,4}(?:TABLE|VIEW)\b[\s\S]*(?:\(|\bAS\b)/i,
  /^CREATE\s+(?:\w+\s+){0,2}(?:INDEX|TRIGGER|POLICY)\b[\s\S]*\bON\b/i,
  /^ALTER\s+TABLE\b[\s\S]*\b(?:ADD|DROP|ALTER|RENAME|ENABLE|DISABLE|OWNER|MODIFY|CHANGE|SET|ATTACH|DETACH|VALIDATE)\b/i,
  /^DROP\s+(?:MATERIALIZED\s+)?(?:TABLE|VIEW)\b/i,
  /^TRUNCATE\b/i,
  /^WITH\b[\s\S]*\bAS\s+(?:NOT\s+)?(?:MATERIALIZED\s+)?\(/i,
  /^(?:EXPLAIN|BEGIN|SET|REFRESH|LOCK|COPY|COMMENT\s+ON)\b/i,
]

/** Whether a text has what its first word demands: SELECT a FROM, UPDATE a SET. Enough where a database is given it. */
export function hasStatementShape(text: string): boolean {
  const statement = trimStart(text)
  return shapes.some(shape => shape.test(statement))
}

function trimStart(text: string): string {
  return text.replace(/^(?:\s|--[^\n]*\n|\/\*[^*]*\*\/|\()+/, '')
}

/**
 * Whether a string with no sign of a database around it is SQL all the same. Sentences of interfaces and logs begin
 * with the same words ("Select an item from the list", "Delete from cart"), so a statement needs its shape, one case of
 * letters in its first word and, in small letters, a sign that prose does not have.
 */
export function isStatement(text: string): boolean {
  const trimmed = trimStart(text).trimEnd()
  if (!hasStatementShape(trimmed)) return false
  if (/(?:[.!?…]|\w:)$/.test(trimmed) && !/= ?\?$/.test(trimmed)) return false
  const first = /^\w+/.exec(trimmed)?.[0] ?? ''
  if (first === first.toUpperCase()) return hasUpperCompanion(trimmed)
  return (
    first === first.toLowerCase() &&
    /[*=;]|\(\s*(?:select|\w+\s*,)|"\w+"|`\w+`|\0|[$:?]\d|\w\.\w+/.test(trimmed)
  )
}

/** `SELECT … FROM`, not the shouted first word of a sentence. */
function hasUpperCompanion(text: string): boolean {
  return (
    /\b(?:FROM|INTO|SET|TABLE|VIEW|INDEX|TRIGGER|POLICY|AS|ON|USING|LOCK|COPY)\b/.test(text) ||
    /^(?:TRUNCATE|BEGIN|SET)\b/.test(text)
  )
}
