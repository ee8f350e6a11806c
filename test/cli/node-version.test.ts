import { describe, expect, it } from 'vitest'
import { assertNode } from '../../src/cli/node-version.js'

describe('Node', () => {
  it.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0-nightly'])('%s is new enough', version => {
    expect(() => assertNode(version, '>=20.19')).not.toThrow()
  })

  it.each(['16.20.2', '18.20.8', '20.18.3'])('%s is refused with the version that is needed', version => {
    expect(() => assertNode(version, '>=20.19')).toThrow(`Node ${version} is too old`)
    expect(() => assertNode(version, '>=20.19')).toThrow('need 20.19 or later')
  })
})
