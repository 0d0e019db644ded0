import { Copy, FilePlus2, Lock, Pencil, Trash2 } from 'lucide-react'
import type { StrategyEntry } from '../../../shared/domain/strategy.ts'
import { classNames } from '../../kit/classNames.ts'
import { IconButton } from '../../kit/IconButton.tsx'

/** The strategy library: the user's files, then the built-in ones. */
export function FileList({
  entries,
  activeId,
  dirtyIds,
  onOpen,
  onNew,
  onDuplicate,
  onRename,
  onRemove,
}: {
  entries: readonly StrategyEntry[]
  activeId: string | null
  dirtyIds: ReadonlySet<string>
  onOpen: (id: string) => void
  onNew: () => void
  onDuplicate: (entry: StrategyEntry) => void
  onRename: (entry: StrategyEntry) => void
  onRemove: (entry: StrategyEntry) => void
}) {
  const groups = [
    { title: 'Yours', origin: 'user', none: 'None yet. Start from a template, or duplicate a built-in one.' },
    { title: 'Built in', origin: 'built-in', none: 'None.' },
    { title: 'Examples', origin: 'example', none: 'None.' },
  ] as const
  return (
    <nav className="file-list" aria-label="Strategies">
      {groups.map(({ title, origin, none }) => {
        const own = entries
          .filter((entry) => entry.origin === origin)
          .toSorted((a, b) => a.name.localeCompare(b.name))
        return (
          <section key={origin} aria-label={title}>
            <header className="file-group">
              <h3>{title}</h3>
              {origin === 'user' ? (
                <IconButton icon={FilePlus2} label="New strategy" onClick={onNew} />
              ) : null}
            </header>
            {own.length === 0 ? <p className="file-none">{none}</p> : null}
            <ul>
              {own.map((entry) => (
                <li
                  key={entry.id}
                  className={classNames('file-entry', entry.id === activeId && 'file-active')}
                >
                  <button
                    type="button"
                    className="file-open"
                    aria-current={entry.id === activeId ? 'true' : undefined}
                    title={entry.name}
                    onClick={() => onOpen(entry.id)}
                    onKeyDown={(event) => {
                      if (event.key === 'F2' && origin === 'user') onRename(entry)
                      else if (event.key === 'Delete' && origin === 'user') onRemove(entry)
                      else return
                      event.preventDefault()
                    }}
                  >
                    {origin !== 'user' ? <Lock size={11} aria-label="read-only" /> : null}
                    <span className="file-name">{entry.name}</span>
                    {dirtyIds.has(entry.id) ? (
                      <span
                        className="file-dirty"
                        role="img"
                        aria-label="unsaved changes"
                        title="Unsaved changes"
                      />
                    ) : null}
                  </button>
                  <span className="file-actions">
                    <IconButton
                      icon={Copy}
                      label={`Duplicate ${entry.name}`}
                      onClick={() => onDuplicate(entry)}
                    />
                    {origin === 'user' ? (
                      <>
                        <IconButton
                          icon={Pencil}
                          label={`Rename ${entry.name}`}
                          onClick={() => onRename(entry)}
                        />
                        <IconButton
                          icon={Trash2}
                          label={`Remove ${entry.name}`}
                          onClick={() => onRemove(entry)}
                        />
                      </>
                    ) : null}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}
