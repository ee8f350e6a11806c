import { runBanyan } from '../../support/run-banyan.js'

/** Runs `init --yes` of the built command in a copy; returns what it printed. */
export async function adopt(root: string): Promise<string> {
  const { code, stdout, stderr } = await runBanyan(['init', '--yes'], { cwd: root })
  if (code !== 0) throw new Error(`init ended with ${code}: ${stdout}${stderr}`)
  return stdout
}
