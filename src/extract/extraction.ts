import type { Plan } from '../kernel/plan.js'
import type { Problem } from '../kernel/problem.js'
import type { AsyncPlan } from './asynchrony/asynchrony.js'
import type { Chattiness } from './chattiness/chattiness.js'
import type { Contract } from './contract/contract.js'
import type { ModuleData } from './data/data.js'
import type { DataPlan } from './data/plan/data-plan.js'
import type { PlacedEntryPoint } from './entry-points/place-entry-points.js'
import type { Lifecycle } from './frameworks/framework.js'
import type { Inversion } from './inversions/inversions.js'
import type { ProcessWide } from './process-wide/process-wide.js'
import type { Answer, Direction, Seam } from './seam/seam.js'
import type { Reason, SymbolTreatment } from './treatment/treatment.js'
import type { Unfollowed } from './unfollowed/unfollowed.js'

/** An operation as plain data: its symbol by id. */
export interface RemoteOperation {
  /** Unique: `UsersService.findOne`. */
  readonly name: string
  readonly direction: Direction
  /** `file#name` of the symbol. */
  readonly symbol: string
  readonly member: string | null
  readonly answer: Answer
  /** Places outside of tests where it is called across the border. */
  readonly calls: number
}

/** What cannot travel. */
export interface Refusal {
  /** `file#name` of the symbol, with `.member` where only that is refused. */
  readonly what: string
  readonly direction: Direction
  readonly reason: Reason
}

/** All that is known of taking one module out; plain data. */
export interface Extraction {
  readonly schemaVersion: 1
  readonly module: {
    readonly name: string
    /** Relative to the root. */
    readonly path: string
    readonly files: number
    /** Whether the modules stand in a config, or were found as `init` finds them. */
    readonly source: 'config' | 'found'
  }
  readonly seam: Seam
  /** One for each symbol of the seam, in its order. */
  readonly treatments: readonly SymbolTreatment[]
  readonly refusals: readonly Refusal[]
  readonly operations: readonly RemoteOperation[]
  readonly entryPoints: readonly PlacedEntryPoint[]
  /** Of what stands in the module: what lives otherwise than the program does. */
  readonly lifecycles: readonly Lifecycle[]
  readonly contract: Contract
  readonly asynchrony: AsyncPlan
  readonly chattiness: Chattiness
  readonly inversions: readonly Inversion[]
  /** Where the border may be crossed without a name that leads there. */
  readonly unfollowed: readonly Unfollowed[]
  /** What the module does to its process and takes from it. */
  readonly processWide: readonly ProcessWide[]
  readonly data: ModuleData
  /** From shared tables to a database of its own. */
  readonly dataPlan: DataPlan
  /** What `extract` would write: nothing yet, since it only looks. */
  readonly plan: Pick<Plan, 'changes'>
  /** What could not be read; what leads through it may be missing. */
  readonly problems: readonly Problem[]
  readonly filesRead: number
}
