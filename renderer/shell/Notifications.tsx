import { Bell, CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { formatAgo, formatDateTime } from '../kit/format.ts'
import { IconButton } from '../kit/IconButton.tsx'
import { EmptyState } from '../kit/States.tsx'
import {
  clearNotifications,
  dismissToast,
  markAllRead,
  type ShownNotification,
  useNotifications,
} from '../state/notifications.ts'
import { select } from '../state/selection.ts'
import { hideOverlay } from './overlays.ts'
import { openPanel } from './workspace.ts'

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, error: CircleAlert } as const
/** Milliseconds that a toast stays; a failure stays until it is dismissed. */
const STAY_MS = { info: 5000, success: 5000, warning: 10_000, error: null } as const

function openTarget({ target }: ShownNotification): void {
  if (target === undefined) return
  if (target.kind === 'run') {
    select({ runId: target.runId })
    openPanel('result', { runId: target.runId })
  } else if (target.kind === 'dataset') {
    select({ datasetId: target.datasetId })
    openPanel('data')
  } else openPanel('log')
}

function Content({ notification, onDone }: { notification: ShownNotification; onDone: () => void }) {
  const { level, title, message, target, action } = notification
  const Icon = ICONS[level]
  return (
    <>
      <Icon size={16} className={`notification-icon notification-${level}`} aria-hidden />
      <div className="notification-content">
        {target === undefined ? (
          <p className="notification-title">{title}</p>
        ) : (
          <button
            type="button"
            className="notification-title notification-link"
            onClick={() => {
              onDone()
              openTarget(notification)
            }}
          >
            {title}
          </button>
        )}
        {message === '' ? null : <p className="notification-message">{message}</p>}
        {action === undefined ? null : (
          <Button
            onClick={() => {
              onDone()
              action.run()
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
    </>
  )
}

function Toast({ notification }: { notification: ShownNotification }) {
  const { id, level } = notification
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    const stay = STAY_MS[level]
    if (stay === null || isHeld) return
    const timer = setTimeout(() => dismissToast(id), stay)
    return () => clearTimeout(timer)
  }, [id, level, isHeld])
  return (
    <li
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Content notification={notification} onDone={() => dismissToast(id)} />
      <IconButton icon={X} label="Dismiss" onClick={() => dismissToast(id)} />
    </li>
  )
}

/** What just happened, at the lower right; read out by screen readers without taking the focus. */
export function Toasts() {
  const history = useNotifications((state) => state.history)
  const toasts = useNotifications((state) => state.toasts)
  const shown = toasts.flatMap((id) => history.find((notification) => notification.id === id) ?? [])
  return (
    <ul className="toasts" aria-live="polite" aria-label="Notifications">
      {shown.map((notification) => (
        <Toast key={notification.id} notification={notification} />
      ))}
    </ul>
  )
}

/** All notifications since the window was opened. */
export function NotificationCentre() {
  const history = useNotifications((state) => state.history)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    markAllRead()
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Dialog
      title="Notifications"
      onClose={hideOverlay}
      footer={history.length === 0 ? undefined : <Button onClick={clearNotifications}>Clear all</Button>}
    >
      {history.length === 0 ? (
        <EmptyState icon={Bell} title="No notifications">
          Finished runs, imports and failures are told here.
        </EmptyState>
      ) : (
        <ul className="notification-list">
          {history.map((notification) => (
            <li key={notification.id}>
              <Content notification={notification} onDone={hideOverlay} />
              <time
                className="dim num"
                dateTime={new Date(notification.timeMs).toISOString()}
                title={`${formatDateTime(notification.timeMs, 'UTC', 'seconds')} UTC`}
              >
                {formatAgo(notification.timeMs, now)}
              </time>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
