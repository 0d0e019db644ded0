import { toErrorShape } from '../../shared/domain/deskError.ts'
import type { Lake } from '../lake/lake.ts'
import type { Store } from '../store/store.ts'
import type { LogService } from './logService.ts'
import type { NotificationService } from './notificationService.ts'

/** Remembers that the samples have been brought in: a sample that the user removes stays removed. */
const SETTING = 'desk.samples-imported'

export interface SampleImportOptions {
  readonly lake: Lake
  readonly store: Store
  readonly log: LogService
  readonly notifications: NotificationService
  readonly now: () => number
}

/** Brings the sample data in, once in the life of a home. A failure is told and tried again at the next start. */
export class SampleImport {
  readonly #options: SampleImportOptions
  #isPreparing = false

  constructor(options: SampleImportOptions) {
    this.#options = options
  }

  /** Whether this home has never had the samples. */
  async isNeeded(): Promise<boolean> {
    return (await this.#options.store.findSetting(SETTING)) !== true
  }

  /** True while samples are being imported. */
  get isPreparing(): boolean {
    return this.#isPreparing
  }

  async run(signal: AbortSignal): Promise<void> {
    const { lake, store, log, notifications, now } = this.#options
    this.#isPreparing = true
    try {
      await lake.importSamples({ signal })
      await store.append({ kind: 'setting.saved', payload: { key: SETTING, value: true } }, now())
      log.write('info', 'lake', `sample data imported: ${lake.list().length} datasets`)
    } catch (error) {
      if (signal.aborted) return
      const { message } = toErrorShape(error)
      log.writeFailure('lake', error)
      notifications.raise({
        level: 'warning',
        title: 'The sample data could not be imported',
        message,
        target: { kind: 'log' },
      })
    } finally {
      this.#isPreparing = false
    }
  }
}
