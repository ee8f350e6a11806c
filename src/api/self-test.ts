import { type SelfTestResult, selfTest } from '../boundaries/index.js'
import { openProject, type ProjectOptions } from './open-project.js'

/** Shows on a project which of its rules can fire. */
export async function selfTestProject(
  options: ProjectOptions & { readonly today: string },
): Promise<SelfTestResult> {
  const project = await openProject(options)
  return selfTest({ ...project, today: options.today, onProgress: options.onProgress })
}
