import path from 'node:path'
import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import type { CheckRequest, StrategyCheck } from '../../shared/domain/strategyCheck.ts'
import type { Lake } from '../lake/lake.ts'
import { runStrategyCheck } from '../research/runStrategyCheck.ts'
import type { StrategyLibrary } from '../research/strategyLibrary.ts'
import type { Store } from '../store/store.ts'
import type { LogService } from './logService.ts'

export interface CheckServiceOptions {
  readonly lake: Lake
  readonly library: Pick<StrategyLibrary, 'read'>
  readonly store: Pick<Store, 'append' | 'listChecks'>
  readonly log: Pick<LogService, 'write'>
  readonly now: () => number
  readonly appRoot: string
  readonly cacheFolder: string
}

export interface CheckProgress {
  readonly signal: AbortSignal
  readonly onProgress: (fraction: number) => void
}

/** Checks kept with a source. */
const LISTED_CHECKS = 50

/** Checks of strategies: one at a time, so that they leave the processors to the runs, and each kept in the journal. */
export class CheckService {
  readonly #options: CheckServiceOptions
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: CheckServiceOptions) {
    this.#options = options
  }

  /** Runs a check when those before it have ended. @throws DeskError as `runStrategyCheck` does. */
  start(config: BacktestConfig, request: CheckRequest, progress: CheckProgress): Promise<StrategyCheck> {
    const check = this.#last.then(() => this.#run(config, request, progress))
    this.#last = check.catch(() => {})
    return check
  }

  /** Checks of the source with that hash, newest first. */
  list(strategyHash: string): Promise<StrategyCheck[]> {
    return this.#options.store.listChecks(strategyHash, LISTED_CHECKS)
  }

  async #run(config: BacktestConfig, request: CheckRequest, progress: CheckProgress): Promise<StrategyCheck> {
    const { lake, library, store, log, now, appRoot, cacheFolder } = this.#options
    const { source } = await library.read(config.strategyId)
    const fileName = `${path.basename(config.strategyId, '.ts')}.ts`
    const strategy = { config, source, fileName, request }
    const check = await runStrategyCheck(lake, strategy, { appRoot, cacheFolder, now, ...progress })
    await store.append({ kind: 'strategy.checked', payload: check }, check.checkedMs)
    const { outcome, strategyName } = check
    log.write(
      'info',
      'runs',
      `${strategyName}: ${outcome.check} check ${outcome.passed ? 'passed' : 'failed'}`,
    )
    return check
  }
}
