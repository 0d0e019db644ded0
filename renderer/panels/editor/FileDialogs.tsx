import { useEffect, useState } from 'react'
import { toErrorShape } from '../../../shared/domain/deskError.ts'
import type { StrategyEntry } from '../../../shared/domain/strategy.ts'
import { useCall } from '../../desk/useCall.ts'
import { Button } from '../../kit/Button.tsx'
import { classNames } from '../../kit/classNames.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { TextField } from '../../kit/Field.tsx'
import { ErrorState, LoadingState } from '../../kit/States.tsx'

export type FileTask =
  | { readonly kind: 'new' }
  | { readonly kind: 'duplicate'; readonly entry: StrategyEntry }
  | { readonly kind: 'rename'; readonly entry: StrategyEntry }
  | { readonly kind: 'remove'; readonly entry: StrategyEntry }

export interface FileActions {
  readonly create: (name: string, templateId: string) => Promise<void>
  readonly duplicate: (entry: StrategyEntry, name: string) => Promise<void>
  readonly rename: (entry: StrategyEntry, name: string) => Promise<void>
  readonly remove: (entry: StrategyEntry) => Promise<void>
}

/** The dialog of a task on the library's files; what the desk refuses is said at the field. */
export function FileDialog({
  task,
  actions,
  onClose,
}: {
  task: FileTask
  actions: FileActions
  onClose: () => void
}) {
  const [name, setName] = useState(
    task.kind === 'new' ? '' : task.kind === 'duplicate' ? `${task.entry.name} copy` : task.entry.name,
  )
  const templates = useCall('strategies.templates', task.kind === 'new' ? {} : null)
  const [templateId, setTemplateId] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const chosen = templateId ?? templates.value?.[0]?.id ?? null

  useEffect(() => setProblem(name.length > 80 ? 'At most 80 characters.' : null), [name])

  const submit = async () => {
    if (isBusy || (task.kind !== 'remove' && (name.trim() === '' || problem !== null))) return
    setIsBusy(true)
    try {
      if (task.kind === 'new') {
        if (chosen === null) return
        await actions.create(name.trim(), chosen)
      } else if (task.kind === 'duplicate') await actions.duplicate(task.entry, name.trim())
      else if (task.kind === 'rename') await actions.rename(task.entry, name.trim())
      else await actions.remove(task.entry)
      onClose()
    } catch (error) {
      const shape = toErrorShape(error)
      setProblem([shape.message, shape.hint].filter((part) => part !== undefined).join(' '))
    } finally {
      setIsBusy(false)
    }
  }

  const words = {
    new: { title: 'New strategy', action: 'Create' },
    duplicate: { title: 'Duplicate', action: 'Duplicate' },
    rename: { title: 'Rename', action: 'Rename' },
    remove: { title: `Remove ${task.kind === 'remove' ? task.entry.name : ''}?`, action: 'Remove' },
  }[task.kind]

  return (
    <Dialog
      title={words.title}
      size={task.kind === 'new' ? 'medium' : 'small'}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant={task.kind === 'remove' ? 'danger' : 'primary'}
            disabled={
              isBusy ||
              (task.kind !== 'remove' && name.trim() === '') ||
              (task.kind === 'new' && chosen === null)
            }
            onClick={() => void submit()}
          >
            {words.action}
          </Button>
        </>
      }
    >
      <form
        className="file-dialog"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {task.kind === 'remove' ? (
          <>
            <p>The file is deleted. Runs made with it keep their copy of the source.</p>
            {problem === null ? null : (
              <p className="field-error" role="alert">
                {problem}
              </p>
            )}
          </>
        ) : (
          <TextField label="Name" value={name} onChange={setName} error={problem} placeholder="My strategy" />
        )}
        {task.kind !== 'new' ? null : templates.error !== null ? (
          <ErrorState error={templates.error} onRetry={templates.reload} />
        ) : templates.value === null ? (
          <LoadingState label="Loading templates" />
        ) : (
          <div className="template-list" role="radiogroup" aria-label="Template">
            {templates.value.map((template) => (
              <label
                key={template.id}
                className={classNames('template', template.id === chosen && 'template-chosen')}
              >
                <input
                  type="radio"
                  name="template"
                  checked={template.id === chosen}
                  onChange={() => setTemplateId(template.id)}
                />
                <span>
                  <strong>{template.name}</strong>
                  <span className="template-text">{template.description}</span>
                </span>
              </label>
            ))}
          </div>
        )}
        <button type="submit" hidden tabIndex={-1} aria-hidden />
      </form>
    </Dialog>
  )
}
