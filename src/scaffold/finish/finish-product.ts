import { applyPlan } from '../../kernel/apply-plan.js'
import { planRemembering, type ProductRequest } from '../plan-product.js'
import { type Installation, installPackages } from './install-packages.js'
import { type Repository, makeRepository } from './make-repository.js'
import { packBanyan } from './name-banyan.js'
import { runTool } from './run-tool.js'

export interface FinishRequest extends ProductRequest {
  /** Whether a tarball of the running package has to be put there. */
  readonly packs: boolean
  /** False where the registry cannot be reached. */
  readonly isOnline: boolean
  /** Told what is under way. */
  readonly onStep: (step: string) => void
}

/** What was done once the files were there; null for what was not asked for, or could not be tried. */
export interface Finished {
  /** What kept Banyan from being packed. */
  readonly packing: string | null
  readonly installation: Installation | null
  /** What kept the documents from being written, or the code from being formatted. */
  readonly polish: string | null
  readonly repository: Repository | null
}

/** Nothing here undoes what is there: the files stay, whatever fails. */
export async function finishProduct(request: FinishRequest): Promise<Finished> {
  const { root, answers, packs, isOnline, version, onStep } = request
  if (packs) onStep('Packing Banyan')
  const packing = packs ? await packBanyan(root) : null
  let installation: Installation | null = null
  if (answers.install && packing === null) {
    const manager = answers['package-manager']
    onStep(
      isOnline
        ? `Installing with ${manager}`
        : `The registry does not answer: ${manager} looks into its cache`,
    )
    installation = await installPackages({ root, manager, isOnline })
  }
  let polish: string | null = null
  if (installation?.kind === 'installed') {
    onStep('Writing the documents')
    polish = await polishProduct(root)
    applyPlan(root, planRemembering(request))
  }
  if (answers.git) onStep('Making the first commit')
  const repository = answers.git ? await makeRepository(root, `Scaffolded by Banyan ${version}`) : null
  return { packing, installation, polish, repository }
}

/** Documents follow from the code; and with other names, lines got other lengths. */
async function polishProduct(root: string): Promise<string | null> {
  const scripts = [
    ['--import', 'tsx', 'apps/monolith/src/docs.ts'],
    ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', '.'],
  ]
  for (const args of scripts) {
    const { code, told } = await runTool({ command: process.execPath, args, cwd: root })
    if (code !== 0) return told.trim()
  }
  return null
}
