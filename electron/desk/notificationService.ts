import { v7 as uuid } from 'uuid'
import type { Notification } from '../../shared/domain/notification.ts'
import type { Store } from '../store/store.ts'
import { Emitter } from './emitter.ts'
import type { LogService } from './logService.ts'

/** Messages for the person at the desk: journalled, and shown where a screen listens. */
export class NotificationService {
  readonly #store: Store
  readonly #log: LogService
  readonly #now: () => number
  readonly #news: Emitter<Notification>

  constructor(options: { store: Store; log: LogService; now: () => number }) {
    this.#store = options.store
    this.#log = options.log
    this.#now = options.now
    this.#news = new Emitter((error) => options.log.writeFailure('desk', error))
  }

  raise(content: Omit<Notification, 'id' | 'timeMs'>): void {
    const notification: Notification = { id: uuid(), timeMs: this.#now(), ...content }
    this.#news.emit(notification)
    this.#store
      .append({ kind: 'notification.raised', payload: notification }, notification.timeMs)
      .catch((error: unknown) => this.#log.writeFailure('store', error))
  }

  onNotification(listener: (notification: Notification) => void): () => void {
    return this.#news.listen(listener)
  }
}
