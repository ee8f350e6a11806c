import { ignoreClosedPipes, tell } from './streams.js'
import { watchInterrupts } from './interrupt.js'
import { assertNode } from './node-version.js'
import { readProduct } from './product.js'

interface StartOptions {
  /** Folder of the commands, when it is not the built one. */
  readonly commands?: string
}

/** Runs one command line to its end and sets the exit code. Nothing is loaded that the command does not need. */
export async function start(argv: readonly string[], options: StartOptions = {}): Promise<void> {
  ignoreClosedPipes()
  watchInterrupts()
  try {
    if (argv[0] === '--version' || argv[0] === '-v') return tellVersion()
    assertNode(process.versions.node, readProduct().node)
    const { runCommand } = await import('./run-command.js')
    await runCommand(argv, options)
  } catch (error) {
    const { showFailure } = await import('./show-failure.js')
    process.exitCode = await showFailure(error, argv)
  }
}

function tellVersion(): void {
  tell(`banyan/${readProduct().version} ${process.platform}-${process.arch} node-${process.version}`)
}
