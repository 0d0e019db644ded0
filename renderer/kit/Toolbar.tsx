import type { ReactNode } from 'react'

/** A row of controls with a name; `end` stands at the right edge. */
export function Toolbar({ label, children, end }: { label: string; children?: ReactNode; end?: ReactNode }) {
  return (
    <div className="toolbar" role="toolbar" aria-label={label}>
      {children}
      {end === undefined ? null : <div className="toolbar-end">{end}</div>}
    </div>
  )
}

/** The line at the top of a panel: what it shows, and its actions. */
export function PanelHeader({
  title,
  mark,
  subtitle,
  children,
}: {
  title: ReactNode
  /** What must be read with the title: it stays where the title is cut. */
  mark?: ReactNode
  subtitle?: ReactNode
  children?: ReactNode
}) {
  return (
    <header className="panel-header">
      <h2 className="panel-title" title={typeof title === 'string' ? title : undefined}>
        {title}
      </h2>
      {mark === undefined ? null : <div className="panel-mark">{mark}</div>}
      {subtitle === undefined ? null : <div className="panel-subtitle">{subtitle}</div>}
      <div className="panel-actions">{children}</div>
    </header>
  )
}
