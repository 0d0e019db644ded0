import type { Lake } from '../lake/lake.ts'
import type { CompileOptions } from '../research/strategyCompiler.ts'
import type { StrategyLibrary } from '../research/strategyLibrary.ts'
import type { Store } from '../store/store.ts'
import type { CheckService } from './checkService.ts'
import type { DeskStatusSource } from './deskStatus.ts'
import type { HoldOutService } from './holdOutService.ts'
import type { LogService } from './logService.ts'
import type { NotificationService } from './notificationService.ts'
import type { RunService } from './runService.ts'
import type { UploadFolder } from './uploadFolder.ts'

/** What the handlers of the contract answer from. */
export interface DeskServices {
  readonly store: Store
  readonly lake: Lake
  readonly library: StrategyLibrary
  readonly runs: RunService
  readonly checks: CheckService
  readonly holdOuts: HoldOutService
  readonly uploads: UploadFolder
  readonly log: LogService
  readonly notifications: NotificationService
  readonly status: DeskStatusSource
  readonly now: () => number
  /** Where the program's files are, and where the bundled run process is kept. */
  readonly compileOptions: CompileOptions
}
