import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { classNames } from './classNames.ts'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** Buttons at the bottom, the affirmative one last. */
  readonly footer?: ReactNode
  /** Escape, the close button and a click outside ask for this. */
  readonly onClose: () => void
  /** `wizard` keeps its height while its steps change. */
  readonly size?: 'small' | 'medium' | 'large' | 'wizard'
  /** False keeps a click outside from closing it: for forms with something to lose. */
  readonly dismissible?: boolean
}

/**
 * A modal dialog on the native element: focus stays inside, and goes back to where it came from. It stands outside of
 * whatever opened it, so that Enter in a dialog never submits the form around its button.
 */
export function Dialog({
  title,
  children,
  footer,
  onClose,
  size = 'medium',
  dismissible = true,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const close = useRef(onClose)
  close.current = onClose

  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return
    const before = document.activeElement
    if (!dialog.open) dialog.showModal()
    // The browser would take the close button: the first thing to fill in or to decide serves better.
    const first = dialog.querySelector<HTMLElement>(
      '[autofocus], .dialog-body :is(input:not([hidden]), select, textarea, button):enabled, .dialog-footer button:enabled',
    )
    ;(first ?? dialog).focus()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  return createPortal(
    // biome-ignore lint/a11y/useKeyWithClickEvents: the backdrop is a pointer's shortcut; the keyboard has Escape and the close button
    <dialog
      ref={ref}
      tabIndex={-1}
      className={classNames('dialog', `dialog-${size}`)}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        close.current()
      }}
      // Events of React pass through portals to the form that opened this.
      onSubmit={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (dismissible && event.target === ref.current) close.current()
      }}
    >
      <div className="dialog-frame">
        <header className="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon={X} label="Close" keys="Esc" onClick={() => close.current()} />
        </header>
        <div className="dialog-body">{children}</div>
        {footer === undefined ? null : <footer className="dialog-footer">{footer}</footer>}
      </div>
    </dialog>,
    document.body,
  )
}
