import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { classNames } from './classNames.ts'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon | undefined
  readonly keys?: string | undefined
  readonly disabled?: boolean | undefined
  readonly danger?: boolean | undefined
  /** For a switch: whether it is on. */
  readonly checked?: boolean | undefined
  readonly run: () => void
}

export interface MenuProps {
  /** Entries, with null for a dividing line. */
  readonly entries: readonly (MenuEntry | null)[]
  /** The button's content, and its name where the content is an icon. */
  readonly children: ReactNode
  readonly label?: string
  readonly className?: string
}

/** A button that opens a list of things to do: arrows move, letters jump, Escape closes and returns the focus. */
export function Menu({ entries, children, label, className }: MenuProps) {
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const isOpen = place !== null

  const items = () => [
    ...(list.current?.querySelectorAll<HTMLButtonElement>('[role^="menuitem"]:enabled') ?? []),
  ]
  const close = (isFocusReturned: boolean) => {
    setPlace(null)
    if (isFocusReturned) button.current?.focus()
  }

  useEffect(() => {
    const menu = list.current
    if (!isOpen || menu === null) return
    // In the top layer: no panel can clip or cover it, and a dialog's menu stays above the dialog.
    menu.showPopover()
    // Kept inside the window: moved left and up as far as it would stick out.
    const box = menu.getBoundingClientRect()
    const anchor = button.current?.getBoundingClientRect()
    const left = Math.max(4, Math.min(box.left, innerWidth - box.width - 4))
    const isTooLow = box.bottom > innerHeight - 4 && anchor !== undefined
    const top = isTooLow ? Math.max(4, anchor.top - box.height - 2) : box.top
    menu.style.left = `${left}px`
    menu.style.top = `${top}px`
    menu.querySelector<HTMLButtonElement>('[role^="menuitem"]:enabled')?.focus()
    const outside = (event: Event) => {
      if (!(event.target instanceof Node)) return
      if (!menu.contains(event.target) && button.current?.contains(event.target) !== true) setPlace(null)
    }
    const away = () => setPlace(null)
    document.addEventListener('pointerdown', outside, true)
    window.addEventListener('resize', away)
    window.addEventListener('blur', away)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      window.removeEventListener('resize', away)
      window.removeEventListener('blur', away)
    }
  }, [isOpen])

  const open = () => {
    const box = button.current?.getBoundingClientRect()
    if (box !== undefined) setPlace({ left: box.left, top: box.bottom + 2 })
  }

  const move = (step: number) => {
    const all = items()
    const index = all.findIndex((item) => item.matches(':focus'))
    all.at((index + step + all.length) % all.length)?.focus()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className ?? 'button button-quiet'}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        title={label}
        onClick={() => (isOpen ? close(true) : open())}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && !isOpen) {
            event.preventDefault()
            open()
          }
        }}
      >
        {children}
      </button>
      {isOpen ? (
        <div
          ref={list}
          id={id}
          role="menu"
          popover="manual"
          tabIndex={-1}
          aria-label={label}
          className="menu"
          style={place}
          onKeyDown={(event) => {
            const { key } = event
            if (key === 'ArrowDown') move(1)
            else if (key === 'ArrowUp') move(-1)
            else if (key === 'Home') items()[0]?.focus()
            else if (key === 'End') items().at(-1)?.focus()
            else if (key === 'Escape') close(true)
            else if (key === 'Tab') close(false)
            else if (key.length === 1 && key !== ' ') {
              items()
                .find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
                ?.focus()
            } else return
            if (key !== 'Tab') event.preventDefault()
            event.stopPropagation()
          }}
        >
          {entries.map((entry, index) =>
            entry === null ? (
              <hr key={`line-${index}`} className="menu-separator" />
            ) : (
              <button
                key={entry.id}
                type="button"
                {...(entry.checked === undefined
                  ? { role: 'menuitem' }
                  : { role: 'menuitemcheckbox', 'aria-checked': entry.checked })}
                tabIndex={-1}
                className={classNames('menu-item', entry.danger === true && 'menu-item-danger')}
                disabled={entry.disabled}
                onClick={() => {
                  close(true)
                  entry.run()
                }}
              >
                {entry.icon === undefined ? null : <entry.icon size={14} aria-hidden />}
                <span className="menu-item-label">{entry.label}</span>
                {entry.checked === true ? <span aria-hidden>✓</span> : null}
                {entry.keys === undefined ? null : <span className="menu-item-keys">{entry.keys}</span>}
              </button>
            ),
          )}
        </div>
      ) : null}
    </>
  )
}
