import { CircleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { toErrorShape } from '../../shared/domain/deskError.ts'
import { Button } from './Button.tsx'

/** Says what would be here and offers the one action that brings it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon?: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="state">
      {Icon === undefined ? null : <Icon size={20} className="state-icon" aria-hidden />}
      <p className="state-title">{title}</p>
      {children === undefined ? null : <div className="state-text">{children}</div>}
      {action === undefined ? null : <div className="state-actions">{action}</div>}
    </div>
  )
}

/** Says what failed, where, and what to do; `onRetry` tries again. */
export function ErrorState({
  error,
  title,
  onRetry,
  retryLabel = 'Try again',
  children,
}: {
  error: unknown
  title?: string
  onRetry?: () => void
  retryLabel?: string
  children?: ReactNode
}) {
  const shape = toErrorShape(error)
  const details = shape.details === undefined ? null : JSON.stringify(shape.details, null, 2)
  return (
    <div className="state" role="alert">
      <CircleAlert size={20} className="state-icon state-icon-error" aria-hidden />
      <p className="state-title">{title ?? shape.message}</p>
      <div className="state-text">
        {title === undefined ? null : <p>{shape.message}</p>}
        {shape.where === undefined ? null : <p className="state-where">{shape.where}</p>}
        {shape.hint === undefined ? null : <p>{shape.hint}</p>}
      </div>
      {onRetry === undefined && children === undefined ? null : (
        <div className="state-actions">
          {onRetry === undefined ? null : <Button onClick={onRetry}>{retryLabel}</Button>}
          {children}
        </div>
      )}
      <details className="state-details">
        <summary>Details</summary>
        <pre>{details === null ? shape.code : `${shape.code}\n${details}`}</pre>
      </details>
    </div>
  )
}

/** Keeps the place of what is being fetched. The word appears only after a moment, so that quick answers do not flicker. */
export function LoadingState({ label = 'Loading' }: { label?: string }) {
  return (
    <div className="state state-loading" role="status">
      <span className="loading-bar" aria-hidden />
      <p className="state-text">{label}…</p>
    </div>
  )
}
