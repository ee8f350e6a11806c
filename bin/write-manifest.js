#!/usr/bin/env node
// Writes oclif.manifest.json: with it, a run loads the one command that it needs instead of all of them.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Plugin } from '@oclif/core/config'
import { settings } from '@oclif/core/settings'

const root = fileURLToPath(new URL('..', import.meta.url))
settings.enableAutoTranspile = false
const plugin = new Plugin({
  root,
  type: 'core',
  isRoot: true,
  ignoreManifest: true,
  errorOnManifestCreate: true,
})
await plugin.load()
const ids = Object.keys(plugin.manifest.commands).sort()
const commands = Object.fromEntries(ids.map(id => [id, plugin.manifest.commands[id]]))
const manifest = { commands, version: plugin.version }
writeFileSync(`${root}oclif.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`)
