import { describe, expect, it } from 'vitest'
import { problemsOf } from './problems-of.js'

/** A code, a part of the message and a part of the hint. */
type Expected = readonly [code: string, message: string, hint: string]

/** Each `¦` in the text marks the place of the expected problem of the same position in the list. */
type Case = readonly [title: string, text: string, ...expected: Expected[]]

const invalid = 'config-invalid'

const cases: readonly Case[] = [
  // Keys
  [
    'an unknown key',
    '{ ¦"moduels": {} }',
    [invalid, 'Unknown key "moduels" in the config', 'Did you mean "modules"?'],
  ],
  ['an unknown key near nothing', '{ ¦"colour": 1 }', [invalid, '"colour"', 'Known here: $schema, modules,']],
  ['a prototype as key', '{ ¦"__proto__": { "path": "x" } }', [invalid, '"__proto__"', 'Known here']],
  [
    'an unknown key of a module',
    '{ "modules": { "users": { "path": "src/users",\n  ¦"dependOn": [] } } }',
    [invalid, 'Unknown key "dependOn" in modules.users', 'Did you mean "dependsOn"?'],
  ],
  [
    'an unknown key of an interface',
    '{ "modules": { "users": { "path": "u", "interfaces": { "admin": { "files": ["a.ts"], ¦"visible": [] } } } } }',
    [invalid, 'modules.users.interfaces.admin', 'Did you mean "visibleTo"?'],
  ],
  [
    'a missing key',
    '{\n  "modules": {\n    "users": ¦{ "layer": "a" }\n  },\n  "layers": ["a"]\n}',
    [invalid, 'modules.users lacks "path"', 'for example "path": "src/modules/users"'],
  ],
  [
    'a key twice',
    '{ "modules": {\n  "users": { "path": "a" },\n  ¦"users": { "path": "b" } } }',
    [invalid, 'modules.users is there twice; the first one is in line 2', 'Remove one'],
  ],
  // Types
  [
    'a list at the top',
    '¦[]',
    [invalid, 'The config must be an object, not a list', 'For example: {"discover"'],
  ],
  ['a null at the top', ' ¦null', [invalid, 'must be an object, not null', 'For example']],
  [
    'a wrong type',
    '{ "layers": ¦"app" }',
    [invalid, 'layers must be a list, not the string "app"', 'Write a list: ["app"]'],
  ],
  [
    'a wrong type of an item',
    '{ "include": ["src", ¦5] }',
    [invalid, 'include[1] must be a string, not the number 5', '"src/**"'],
  ],
  [
    'a wrong type of a path',
    '{ "modules": { "users": { "path": ¦{} } } }',
    [invalid, 'modules.users.path must be a string, not an object', 'src/modules/users'],
  ],
  [
    'a module that is a string',
    '{ "modules": { "users": ¦"src/users" } }',
    [invalid, 'must be an object, not the string "src/users"', '{"path"'],
  ],
  [
    'budgets that are a number',
    '{ "budgets": ¦15 }',
    [invalid, 'budgets must be an object, not the number 15', 'cognitive'],
  ],
  [
    'dependsOn as a word',
    '{ "modules": { "users": { "path": "u", "dependsOn": ¦"billing" } } }',
    [
      invalid,
      'modules.users.dependsOn must be a list or "package.json", not the string "billing"',
      'Write a list: ["billing"]',
    ],
  ],
  [
    'dependsOn nearly package.json',
    '{ "modules": { "users": { "path": "u", "dependsOn": ¦"packages.json" } } }',
    [invalid, '"package.json"', 'Did you mean "package.json"?'],
  ],
  [
    'a dependency of the wrong type',
    '{ "modules": { "users": { "path": "u", "dependsOn": [¦5] } } }',
    [invalid, 'modules.users.dependsOn[0] must be a string or an object, not the number 5', 'For example'],
  ],
  [
    'an object dependency with two mistakes',
    '{ "modules": { "users": { "path": "u", "dependsOn": [¦{ "kinds": [¦"typ"] }] } } }',
    [invalid, 'modules.users.dependsOn[0] lacks "module"', '"module": "billing"'],
    [
      invalid,
      'kinds[0] must be "value", "type", "asset" or "mock", not the string "typ"',
      'Did you mean "type"?',
    ],
  ],
  [
    'no kinds at all',
    '{ "modules": { "u": { "path": "u", "dependsOn": [{ "module": "b", "kinds": ¦[] }] }, "b": { "path": "b" } } }',
    [invalid, 'needs at least 1 item', '["type"]'],
  ],
  // Empty and blank strings
  [
    'an empty path',
    '{ "modules": { "users": { "path": ¦"" } } }',
    [invalid, 'modules.users.path must not be empty', 'src/modules/users'],
  ],
  ['an empty glob', '{ "exclude": [¦""] }', [invalid, 'exclude[0] must not be empty', 'src/**']],
  ['an empty layer', '{ "layers": [¦" "] }', [invalid, 'is blank', 'Write some text']],
  ['an empty name of a module', '{ "modules": { ¦"": { "path": "u" } } }', [invalid, 'is blank', 'letters']],
  ['an empty alias', '{ "aliases": { ¦"": "src/" } }', [invalid, 'must not be empty', 'Write a']],
  [
    'an empty reason',
    '{ "waive": [{ "path": "a", "what": "case", "reason": ¦"" }] }',
    [invalid, 'waive[0].reason', 'Write some text'],
  ],
  // Names of modules
  [
    'a name that leaves its folder',
    '{ "modules": { ¦"../users": { "path": "u" } } }',
    [invalid, '".."', '"/" may stand between'],
  ],
  [
    'a name with a wildcard',
    '{ "modules": { ¦"user*": { "path": "u" } } }',
    [invalid, 'has "*" in it', 'letters'],
  ],
  [
    'a name with a backslash',
    '{ "modules": { ¦"shop\\\\users": { "path": "u" } } }',
    [invalid, 'in it', 'letters'],
  ],
  // Paths and globs
  [
    'a path outside',
    '{ "modules": { "users": { "path": ¦"../users" } } }',
    [invalid, '"../users" reaches outside', 'without ".."'],
  ],
  [
    'an absolute path',
    '{ "modules": { "users": { "path": ¦"/users" } } }',
    [invalid, '"/users" is absolute', 'without a leading "/"'],
  ],
  [
    'a drive letter',
    '{ "modules": { "users": { "path": ¦"C:/users" } } }',
    [invalid, 'starts with a drive letter', 'below its folder'],
  ],
  [
    'a backslash',
    '{ "modules": { "users": { "path": ¦"src\\\\users" } } }',
    [invalid, 'has a backslash', '"src/users"'],
  ],
  [
    'a glob outside',
    '{ "include": [¦"src/../../*"] }',
    [invalid, 'include[0]: "src/../../*" reaches outside', 'without ".."'],
  ],
  [
    'a glob outside in braces',
    '{ "exclude": [¦"{src,..}/*"] }',
    [invalid, 'reaches outside', 'without ".."'],
  ],
  ['a negated glob outside', '{ "tests": [¦"!../x"] }', [invalid, 'reaches outside', 'without ".."']],
  [
    'an open brace',
    '{ "generated": [¦"src/{a,b"] }',
    [invalid, 'not a well-formed glob: "{" has no partner', 'Close every'],
  ],
  ['an open bracket', '{ "include": [¦"src/[ab.ts"] }', [invalid, '"[" has no partner', 'Close every']],
  ['a closed parenthesis', '{ "include": [¦"src/a)"] }', [invalid, '")" has no partner', 'Close every']],
  ['crossed brackets', '{ "include": [¦"src/{a(b}c)"] }', [invalid, '"}" has no partner', 'Close every']],
  [
    'a public file outside',
    '{ "modules": { "users": { "path": "u", "public": [¦"../x.ts"] } } }',
    [invalid, 'modules.users.public[0]', 'without ".."'],
  ],
  [
    'a placeholder in a glob',
    '{ "include": [¦"src/{module}/**"] }',
    [invalid, 'has "{module}", but placeholders work only', 'Write "*"'],
  ],
  [
    'an alias outside',
    '{ "aliases": { "@/": ¦"../src" } }',
    [invalid, 'aliases["@/"]: "../src" reaches outside', 'without ".."'],
  ],
  [
    'an alias with a wildcard',
    '{ "aliases": { "@/": ¦"src/*" } }',
    [invalid, 'has wildcards', 'Name one path'],
  ],
  [
    'an own rule outside',
    '{ "ownRules": { "no-clock": ¦"/rules/no-clock.ts" } }',
    [invalid, 'is absolute', 'without a leading "/"'],
  ],
  [
    'a waiver outside',
    '{ "waive": [{ "path": ¦"../x", "what": "case", "reason": "old" }] }',
    [invalid, 'waive[0].path', 'without ".."'],
  ],
  // Placeholders
  ['an empty placeholder', '{ "discover": [¦"src/{}"] }', [invalid, 'empty placeholder', '"{module}"']],
  [
    'a placeholder that is no name',
    '{ "discover": [¦"src/{my module}"] }',
    [invalid, '"{my module}"', '"{module}"'],
  ],
  ['an open placeholder', '{ "discover": [¦"src/{module"] }', [invalid, '"{" without "}"', '"{module}"']],
  [
    'a convention without placeholder',
    '{ "discover": [¦"src/modules/*"] }',
    [invalid, 'has no placeholder', '"src/modules/{module}"'],
  ],
  [
    'a placeholder that the path lacks',
    '{ "modules": { "{area}": { "path": ¦"src/{module}" } } }',
    [invalid, 'has {area}, which its path "src/{module}" does not have', 'Put {area} into the path'],
  ],
  // Dates
  [
    'a day that is not',
    '{ "modules": { "u": { "path": "u", "dependsOn": [{ "module": "b", "deprecated": "old", "until": ¦"2027-02-30" }] }, "b": { "path": "b" } } }',
    [invalid, '"2027-02-30" is not a date', 'YYYY-MM-DD'],
  ],
  [
    'a date of another form',
    '{ "modules": { "u": { "path": "u", "dependsOn": [{ "module": "b", "deprecated": "old", "until": ¦"1.3.2027" }] }, "b": { "path": "b" } } }',
    [invalid, '"1.3.2027" is not a date', 'YYYY-MM-DD'],
  ],
  [
    'a date without a reason',
    '{ "modules": { "u": { "path": "u", "dependsOn": [{ "module": "b", "until": ¦"2027-03-01" }] }, "b": { "path": "b" } } }',
    [invalid, 'no reason to go', '"deprecated"'],
  ],
  // References
  [
    'an unknown layer',
    '{ "layers": ["app", "domain"], "modules": { "users": { "path": "u", "layer": ¦"domian" } } }',
    [invalid, 'in the layer "domian"', 'Did you mean "domain"?'],
  ],
  [
    'a layer without layers',
    '{ "modules": { "users": { "path": "u", "layer": ¦"app" } } }',
    [invalid, 'which "layers" does not have', 'Declare "layers": ["app"]'],
  ],
  [
    'a layer twice',
    '{ "layers": ["app", ¦"app"] }',
    [invalid, 'layers[1]: the layer "app" is there twice', 'order'],
  ],
  [
    'an unknown module',
    '{ "modules": { "users": { "path": "u",\n    "dependsOn": [¦"biling", { "module": ¦"ordrs" }] }, "billing": { "path": "b" }, "orders": { "path": "o" } } }',
    ['module-unknown', 'Module "users" names "biling"', 'Did you mean "billing"?'],
    ['module-unknown', '"ordrs"', 'Did you mean "orders"?'],
  ],
  [
    'an unknown module near nothing',
    '{ "modules": { "users": { "path": "u", "dependsOn": [¦"warehouse"] }, "cart": { "path": "c" } } }',
    ['module-unknown', '"warehouse"', 'Known modules: cart.'],
  ],
  [
    'package.json in a list',
    '{ "modules": { "users": { "path": "u", "dependsOn": [¦"package.json"] } } }',
    ['module-unknown', '"package.json"', 'without a list'],
  ],
  [
    'an unknown module that may see',
    '{ "modules": { "users": { "path": "u", "interfaces": { "admin": { "files": ["a.ts"], "visibleTo": [¦"shop-*", "c*"] } } }, "cart": { "path": "c" } } }',
    ['module-unknown', '"shop-*"', 'Known modules: cart.'],
  ],
  [
    'a module that uses itself',
    '{ "modules": { "users": { "path": "u", "dependsOn": [¦"users"] } } }',
    [invalid, 'depends on itself', 'Remove "users"'],
  ],
  [
    'a dependency twice',
    '{ "modules": { "users": { "path": "u", "dependsOn": ["cart", ¦"cart"] }, "cart": { "path": "c" } } }',
    [invalid, 'lists its dependency on "cart" twice', 'Keep one'],
  ],
  // Rules
  [
    'an unknown rule',
    '{ "rules": {\n  ¦"file-cicle": "warn" } }',
    ['rule-unknown', 'There is no rule "file-cicle"', 'Did you mean "file-cycle"?'],
  ],
  [
    'an unknown severity',
    '{ "rules": { "file-cycle": ¦"eror" } }',
    [
      invalid,
      'rules["file-cycle"] must be "off", "warn", "error" or a list, not the string "eror"',
      'Did you mean "error"?',
    ],
  ],
  [
    'an unknown severity in a list',
    '{ "rules": { "file-cycle": [¦"fatal", {}] } }',
    [invalid, 'rules["file-cycle"][0]', 'Write "off", "warn" or "error"'],
  ],
  [
    'a severity of the wrong type',
    '{ "rules": { "file-cycle": ¦2 } }',
    [invalid, 'or a list, not the number 2', 'For example: "error"'],
  ],
  ['an empty setting', '{ "rules": { "file-cycle": ¦[] } }', [invalid, 'needs at least 1 item', 'Write']],
  [
    'a setting with a rest',
    '{ "rules": { "file-cycle": ¦["warn", {}, {}] } }',
    [invalid, 'has 3 items; at most 2', 'Write'],
  ],
  [
    'an unknown option',
    '{ "rules": { "file-cycle": ["warn", { ¦"kind": ["type"] }] } }',
    [invalid, 'Unknown key "kind" in rules["file-cycle"][1]', 'Did you mean "kinds"?'],
  ],
  [
    'wrong shared options',
    '{ "rules": { "private-import": ["warn", { "kinds": [¦"vlaue"], "facades": ¦"open" }] } }',
    [invalid, 'kinds[0]', 'Did you mean "value"?'],
    [invalid, 'facades must be "opaque" or "transparent"', 'Write "opaque" or "transparent"'],
  ],
  [
    "an option outside of the rule's own",
    '{ "rules": { "unassigned-file": ["warn", { "ignore": [¦"../x"] }] } }',
    [invalid, 'rules["unassigned-file"][1].ignore[0]: "../x" reaches outside', 'without ".."'],
  ],
  [
    'a rule without the options that it needs',
    '{ "rules": { "forbidden-path": ¦"error" } }',
    [
      invalid,
      'must be "off" or a list, not the string "error"',
      'For example: ["error",{"forbid":["users → billing"]}]',
    ],
  ],
  [
    'a rule that lacks an option',
    '{ "rules": { "forbidden-path": ["error", ¦{ "depth": ¦0.5 }] } }',
    [invalid, 'lacks "forbid"', '["users → billing"]'],
    [invalid, 'must be a whole number', 'Write'],
  ],
  [
    'an option that is too small',
    '{ "rules": { "forbidden-path": ["error", { "forbid": ["x"], "depth": ¦0 }] } }',
    [invalid, 'must be at least 1, not 0', 'Write'],
  ],
  [
    'an own rule that is not declared',
    '{ "ownRules": { "no-clock": "rules/no-clock.ts" }, "rules": { ¦"own/no-clok": "warn" } }',
    ['rule-unknown', 'There is no own rule "no-clok"', 'Did you mean "own/no-clock"?'],
  ],
  [
    'an own rule without declarations',
    '{ "rules": { ¦"own/no-clock": "warn" } }',
    ['rule-unknown', '"no-clock"', '"ownRules": { "no-clock": "./rules/no-clock.ts" }'],
  ],
  // Waivers
  [
    'an unknown waiver',
    '{ "waive": [{ "path": "a", "what": ¦"unresolvd", "reason": "old" }] }',
    [invalid, 'waive[0].what must be "unresolved"', 'Did you mean "unresolved"?'],
  ],
  [
    'a waiver without reason',
    '{ "waive": [¦{ "path": "a", "what": "case" }] }',
    [invalid, 'waive[0] lacks "reason"', '"reason": "made by the build"'],
  ],
  [
    'a specifier where none is',
    '{ "waive": [{ "path": "a", "what": "case", ¦"specifier": "x", "reason": "old" }] }',
    [invalid, 'what is waived is "case"', 'Remove "specifier"'],
  ],
  // Syntax
  [
    'single quotes',
    "{ ¦'layers'¦: [] ¦}",
    [invalid, 'neither a string nor a number', 'double quotes'],
    [invalid, 'a name in double quotes', '"name": value'],
    [invalid, 'a value is missing', 'Write a value'],
  ],
  [
    'two missing commas',
    '{\n  "layers": ["a" ¦"b"]\n  ¦"include": []\n}',
    [invalid, '"," is missing', 'comma'],
    [invalid, '"," is missing', 'comma'],
  ],
  ['a missing colon', '{ "layers" ¦[] }', [invalid, '":" is missing', '"name": value']],
  ['a missing end', '{ "layers": []\n¦', [invalid, '"}" is missing', 'Close the object']],
  ['text after the end', '{}\n¦}', [invalid, 'text after the end', 'Remove it']],
  ['an open comment', '{} ¦/* why', [invalid, 'a comment does not end', 'Close it']],
  ['a wrong escape', '{ "$schema": ¦"C:\\x" }', [invalid, 'no such escape', '\\\\']],
  ['a control character', '{ "$schema": ¦"a\tb" }', [invalid, 'control character', 'escape']],
  ['nothing but a comment', '// soon¦', [invalid, 'a value is missing', 'Write a value']],
  ['an empty file', '¦ \n', [invalid, 'banyan.config.json is empty', 'banyan init']],
  // Line ends and byte order marks
  ['CRLF', '{\r\n  "layers": [],\r\n  ¦"ruels": {}\r\n}', [invalid, '"ruels"', 'Did you mean "rules"?']],
  ['CR alone', '{\r  "layers": [],\r  ¦"ruels": {}\r}', [invalid, '"ruels"', 'Did you mean "rules"?']],
]

/** Positions of the marks, counted on their own. */
function marksOf(text: string): string[] {
  const marks: string[] = []
  let [line, column] = [1, 1]
  for (const letter of text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')) {
    if (letter === '¦') marks.push(`${line}:${column}`)
    else if (letter === '\n') [line, column] = [line + 1, 1]
    else column += letter.length
  }
  return marks
}

describe('a broken config is refused with its place and the way out:', () => {
  const rows = cases.map(([title, text, ...expected]) => ({ title, text, expected }))

  it.each(rows)('$title', async ({ text, expected }) => {
    const problems = await problemsOf(text.replaceAll('¦', ''))
    const told = problems.map(({ place }) => `${place?.line}:${place?.column}`)
    expect(told).toEqual(marksOf(text))
    expect(problems.map(problem => problem.code)).toEqual(expected.map(([code]) => code))
    for (const [at, [, message, hint]] of expected.entries()) {
      expect(problems[at]?.message).toContain(message)
      expect(problems[at]?.hint).toContain(hint)
      expect(problems[at]?.place?.file).toBe('banyan.config.json')
    }
  })

  it('counts lines and columns from 1, in UTF-16 units, a byte order mark aside', async () => {
    const [first, second] = await problemsOf('\uFEFF{ "a": 1,\n  "layers": ["😀", 5] }')
    expect(first?.place).toEqual({ file: 'banyan.config.json', line: 1, column: 3 })
    expect(second?.place).toEqual({ file: 'banyan.config.json', line: 2, column: 20 })
  })

  it('tells everything at once, in the order of the file', async () => {
    const text = `{
      "layers": ["app", "app"],
      "modules": {
        "users": { "path": "../users", "layer": "ap", "dependsOn": ["biling"] },
        "billing": { "public": "index.ts" },
        "billing": { "pat": "b" }
      },
      "rules": { "file-cicle": "warn", "own/x": "error" },
      "ruels": {}
    }`
    const told = (await problemsOf(text)).map(({ place, code }) => `${place?.line}:${place?.column} ${code}`)
    expect(told).toEqual([
      '2:25 config-invalid',
      '4:28 config-invalid',
      '4:49 config-invalid',
      '4:69 module-unknown',
      '6:9 config-invalid',
      '6:20 config-invalid',
      '6:22 config-invalid',
      '8:18 rule-unknown',
      '8:40 rule-unknown',
      '9:7 config-invalid',
    ])
  })

  it('names the place of bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{\n  "layers": ["ü'), Buffer.from([0xff, 0x22, 0x5d, 0x7d])])
    expect(await problemsOf(bytes)).toMatchObject([
      { code: invalid, message: 'banyan.config.json is not valid UTF-8.', place: { line: 2, column: 16 } },
    ])
  })

  it.each(['utf16le', 'utf16be'])('recognises %s', async encoding => {
    const text = Buffer.from('\uFEFF{}', 'utf16le')
    const bytes = encoding === 'utf16le' ? text : text.swap16()
    expect(await problemsOf(bytes)).toMatchObject([
      { code: invalid, message: expect.stringContaining('UTF-16'), hint: 'Save it as UTF-8.' },
    ])
  })

  it('survives a text nested without end', async () => {
    const [problem] = await problemsOf('['.repeat(200_000))
    expect(problem).toMatchObject({ code: invalid, message: expect.stringContaining('nested') })
  })
})
