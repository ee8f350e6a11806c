import { describe, expect, it } from 'vitest'
import { splitStatements } from '../../src/database/split-statements.js'

describe('a script', () => {
  it.each<[string, string, readonly string[]]>([
    ['at semicolons', 'select 1; select 2;', ['select 1', 'select 2']],
    ['without a last semicolon', 'select 1;\nselect 2\n', ['select 1', 'select 2']],
    [
      'not in quotes',
      "select 'a;b', \"c;d\", E'it\\';s', 'it''s;'; select 2",
      ["select 'a;b', \"c;d\", E'it\\';s', 'it''s;'", 'select 2'],
    ],
    [
      'not in dollar quotes',
      'do $$ begin; end $$; do $x$ $$;$$ $x$',
      ['do $$ begin; end $$', 'do $x$ $$;$$ $x$'],
    ],
    ['not in comments', 'select 1 -- a; b\n; /* c; /* d; */ e; */ select 2', ['select 1', 'select 2']],
    [
      'not in parentheses',
      'create rule r as on insert to t do also (select 1; select 2); select 3',
      ['create rule r as on insert to t do also (select 1; select 2)', 'select 3'],
    ],
    [
      'not in functions of SQL',
      'create function f() returns int begin atomic select case when true then 1 end; select 2; end; select 3',
      [
        'create function f() returns int begin atomic select case when true then 1 end; select 2; end',
        'select 3',
      ],
    ],
    ['into nothing when there are only comments', '-- nothing;\n/* here; */ ;;', []],
    [
      'with parameters left alone',
      'prepare p as select $1; select 2',
      ['prepare p as select $1', 'select 2'],
    ],
  ])('is cut %s', (_, script, statements) => {
    expect(splitStatements(script).map(({ text }) => text)).toEqual(statements)
  })

  it('tells the line of each statement', () => {
    expect(splitStatements('-- one\n\nselect 1;\n/* four */ select\n2;').map(({ line }) => line)).toEqual([
      3, 4,
    ])
  })
})
