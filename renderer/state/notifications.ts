import { create } from 'zustand'
import { toErrorShape } from '../../shared/domain/deskError.ts'
import type { Notification } from '../../shared/rpc/contract/deskCalls.ts'

const HISTORY = 200
const TOASTS = 4

export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

export interface ShownNotification extends Notification {
  readonly action?: ToastAction
}

interface NotificationsState {
  /** Newest first. */
  readonly history: readonly ShownNotification[]
  /** Ids of those on the screen, newest last. */
  readonly toasts: readonly string[]
  readonly unread: number
}

export const useNotifications = create<NotificationsState>()(() => ({ history: [], toasts: [], unread: 0 }))

let nextId = 1

/** Takes a notification in. `isToast` false puts it into the history only. */
export function receiveNotification(notification: ShownNotification, isToast = true): void {
  useNotifications.setState(({ history, toasts, unread }) => {
    if (history.some(({ id }) => id === notification.id)) return {}
    return {
      history: [notification, ...history].slice(0, HISTORY),
      toasts: isToast ? [...toasts, notification.id].slice(-TOASTS) : toasts,
      unread: unread + 1,
    }
  })
}

/** Tells the user something that this screen did. */
export function notify(
  notification: Omit<ShownNotification, 'id' | 'timeMs' | 'message'> & { readonly message?: string },
): void {
  const id = `screen-${nextId}`
  nextId += 1
  receiveNotification({ message: '', ...notification, id, timeMs: Date.now() })
}

/** Tells what failed; a cancel is no failure. */
export function notifyError(title: string, error: unknown): void {
  const shape = toErrorShape(error)
  if (shape.code === 'CANCELLED') return
  const message = [shape.message, shape.where, shape.hint].filter((part) => part !== undefined).join(' ')
  notify({ level: 'error', title, message })
}

export function dismissToast(id: string): void {
  useNotifications.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast !== id) }))
}

export function markAllRead(): void {
  useNotifications.setState({ unread: 0 })
}

export function clearNotifications(): void {
  useNotifications.setState({ history: [], toasts: [], unread: 0 })
}
