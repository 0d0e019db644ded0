import { Search } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { classNames } from '../kit/classNames.ts'
import { type Command, runCommand, useCommands } from './commands.ts'
import { fuzzySearch } from './fuzzySearch.ts'
import { showKeys } from './keys.ts'
import { hideOverlay } from './overlays.ts'
import { rememberCommand, useRecentCommands } from './recentCommands.ts'

function Marked({ text, places }: { text: string; places: readonly number[] }) {
  const marked = new Set(places)
  return (
    <>{[...text].map((letter, index) => (marked.has(index) ? <mark key={index}>{letter}</mark> : letter))}</>
  )
}

function describe(command: Command) {
  return {
    id: command.id,
    text: command.title,
    aliases: [...(command.aliases ?? []), ...(command.group === undefined ? [] : [command.group])],
  }
}

/** Every command, found by a few of its letters. */
export function CommandPalette() {
  const dialog = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const commands = useCommands((state) => state.commands)
  const recent = useRecentCommands((state) => state.ids)

  const matches = useMemo(() => {
    const possible = [...commands.values()].filter((command) => command.enabled?.() !== false)
    return fuzzySearch(query, possible, describe, recent)
  }, [commands, query, recent])

  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (element?.open === false) element.showModal()
    return () => {
      element?.close()
      // A command that moved the focus keeps it there.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }
  }, [])

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const choose = (command: Command | undefined) => {
    if (command === undefined) return
    hideOverlay()
    rememberCommand(command.id)
    // After the palette has given the focus back, so that the command finds it where it was.
    setTimeout(() => runCommand(command.id))
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the backdrop is a pointer's shortcut; the keyboard has Escape
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label="Command palette"
      onCancel={(event) => {
        event.preventDefault()
        hideOverlay()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) hideOverlay()
      }}
    >
      <div className="palette-frame">
        <div className="palette-query">
          <Search size={16} aria-hidden />
          <input
            type="text"
            role="combobox"
            aria-label="Search commands"
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={matches.length === 0 ? undefined : `${listId}-${active}`}
            placeholder="What would you like to do?"
            spellCheck={false}
            autoComplete="off"
            autoFocus
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setActive(0)
            }}
            onKeyDown={(event) => {
              const last = matches.length - 1
              if (event.key === 'ArrowDown') setActive((index) => (index >= last ? 0 : index + 1))
              else if (event.key === 'ArrowUp')
                setActive((index) => (index <= 0 ? Math.max(last, 0) : index - 1))
              else if (event.key === 'PageDown') setActive((index) => Math.min(last, index + 10))
              else if (event.key === 'PageUp') setActive((index) => Math.max(0, index - 10))
              else if (event.key === 'Enter') choose(matches[active]?.item)
              else return
              event.preventDefault()
            }}
          />
        </div>
        <div ref={list} id={listId} role="listbox" aria-label="Commands" className="palette-list">
          {matches.map(({ item, places }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys of its options
            <div
              key={item.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classNames('palette-item', index === active && 'palette-item-active')}
              onPointerMove={() => setActive(index)}
              onClick={() => choose(item)}
            >
              <span className="palette-title">
                <Marked text={item.title} places={places} />
              </span>
              {item.group === undefined ? null : <span className="palette-group">{item.group}</span>}
              <span className="palette-keys">
                {item.keys?.[0] === undefined ? null : <kbd>{showKeys(item.keys[0])}</kbd>}
              </span>
            </div>
          ))}
        </div>
        {matches.length === 0 ? (
          <p className="palette-empty" role="status">
            No command matches “{query}”.
          </p>
        ) : null}
      </div>
    </dialog>
  )
}
