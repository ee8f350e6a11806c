import type { Answers } from '../answers.js'
import { type Installation, installPackages } from './install-packages.js'
import { type Repository, makeRepository } from './make-repository.js'
import { packBanyan } from './name-banyan.js'
import { runTool } from './run-tool.js'

export interface FinishRequest {
  readonly root: string
  readonly answers: Answers
  readonly packs: boolean
  /** Of Banyan. */
  readonly version: string
  /** Told what is under way. */
  readonly onStep: (step: string) => void
}

/** What was done once the files were there; null for what was not asked for, or could not be tried. */
export interface Finished {
  /** What kept Banyan from being packed. */
  readonly packing: string | null
  readonly installation: Installation | null
  readonly repository: Repository | null
}

/** Nothing here undoes what is there: the files stay, whatever fails. */
export async function finishProduct(request: FinishRequest): Promise<Finished> {
  const { root, answers, packs, version, onStep } = request
  if (packs) onStep('Packing Banyan')
  const packing = packs ? await packBanyan(root) : null
  let installation: Installation | null = null
  if (answers.install && packing === null) {
    onStep(`Installing with ${answers['package-manager']}`)
    installation = await installPackages(root, answers['package-manager'])
  }
  if (installation?.kind === 'installed') {
    onStep('Writing the documents')
    await runTool({
      command: process.execPath,
      args: ['--import', 'tsx', 'apps/monolith/src/docs.ts'],
      cwd: root,
    })
  }
  if (answers.git) onStep('Making the first commit')
  const repository = answers.git ? await makeRepository(root, `Scaffolded by Banyan ${version}`) : null
  return { packing, installation, repository }
}
