import { Command } from '@oclif/core/command'
import type { ExitCode } from './exit-codes.js'

/** The ground of every command. What a command throws is told by `start`, in one place. */
export abstract class BanyanCommand extends Command {
  /** Failures are shown by `start`; oclif's own handling would set other exit codes. */
  protected override async catch(error: Error): Promise<never> {
    throw error
  }

  protected endWith(code: ExitCode): void {
    process.exitCode = code
  }
}
