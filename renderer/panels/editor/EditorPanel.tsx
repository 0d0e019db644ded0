import { CodeXml, Copy, PanelLeft, Play, Save, WandSparkles } from 'lucide-react'
import type { editor } from 'monaco-editor/editor'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { classNames } from '../../kit/classNames.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { EmptyState, ErrorState, LoadingState } from '../../kit/States.tsx'
import { Toolbar } from '../../kit/Toolbar.tsx'
import { useElementWidth } from '../../kit/useElementWidth.ts'
import { runCommand } from '../../shell/commands.ts'
import { showKeys } from '../../shell/keys.ts'
import { notifyError } from '../../state/notifications.ts'
import { select, useSelection } from '../../state/selection.ts'
import { useSettings } from '../../state/settings.ts'
import { useStrategies } from '../../state/strategies.ts'
import type { PanelProps } from '../panelRegistry.ts'
import { CodeEditor } from './CodeEditor.tsx'
import { CompareDialog } from './CompareDialog.tsx'
import { DocumentLibrary, type OpenDocument, useDocuments } from './documents.ts'
import { FileDialog, type FileTask } from './FileDialogs.tsx'
import { FileList } from './FileList.tsx'
import { ProblemStrip } from './ProblemStrip.tsx'
import { StrategyEvidence } from './StrategyEvidence.tsx'
import { useEditorCommands, useFileCommands } from './useEditorCommands.ts'
import { useFileActions } from './useFileActions.ts'
import { useMonaco } from './useMonaco.ts'
import { useProblems } from './useProblems.ts'
import './editor.css'

const NARROW_PX = 560

/** The strategy library and the editor on one of its files. */
export default function EditorPanel({ params, setTitle, updateParams }: PanelProps) {
  const desk = useDesk()
  const { strategies, error: listError } = useStrategies()
  const selectedId = useSelection((selection) => selection.strategyId)
  const { monaco, error: loadError, retry } = useMonaco()
  const library = useMemo(() => (monaco === null ? null : new DocumentLibrary(desk, monaco)), [desk, monaco])
  const documents = useDocuments((state) => state.documents)
  const [openError, setOpenError] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  const [task, setTask] = useState<FileTask | null>(null)
  const actions = useFileActions(desk, library)
  const panel = useRef<HTMLDivElement>(null)
  const width = useElementWidth(panel, strategies !== null)
  // A narrow panel gives its room to the text; the list then lies over it while it is asked for.
  const isNarrow = width > 0 && width < NARROW_PX
  const [isListOver, setIsListOver] = useState(false)
  const isListShown = isNarrow ? isListOver : params.list !== false

  const entry = strategies?.find(({ id }) => id === selectedId) ?? strategies?.[0] ?? null
  const id = entry?.id ?? null
  const document = id === null ? undefined : documents[id]
  const dirtyIds = useMemo(
    () => new Set(Object.values(documents).flatMap((open) => (open.isDirty ? [open.id] : []))),
    [documents],
  )
  const isDirty = document?.isDirty === true
  useFileCommands(entry, setTask)

  useEffect(() => {
    setTitle(entry === null ? 'Strategy' : `${isDirty ? '● ' : ''}${entry.name}`)
  }, [setTitle, entry, isDirty])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` opens again after a failure
  useEffect(() => {
    if (library === null || id === null) return
    let isCurrent = true
    setOpenError(null)
    library.open(id).catch((error: unknown) => {
      if (isCurrent) setOpenError(error)
    })
    return () => {
      isCurrent = false
    }
  }, [library, id, round])
  useEffect(() => {
    if (library === null || strategies === null) return
    library
      .follow(strategies)
      .catch((error: unknown) => notifyError('A changed strategy could not be read.', error))
  }, [library, strategies])
  useEffect(() => {
    const flush = () => void useSettings.getState().flush()
    window.addEventListener('pagehide', flush)
    return () => window.removeEventListener('pagehide', flush)
  }, [])

  const wantedStrategy = params.strategyId
  useEffect(() => {
    if (typeof wantedStrategy === 'string') select({ strategyId: wantedStrategy })
  }, [wantedStrategy])

  if (strategies === null) {
    return listError === null ? <LoadingState label="Loading strategies" /> : <ErrorState error={listError} />
  }
  return (
    <div className={classNames('editor-panel', isNarrow && 'editor-narrow')} ref={panel}>
      {isListShown ? (
        <FileList
          entries={strategies}
          activeId={id}
          dirtyIds={dirtyIds}
          onOpen={(chosen) => {
            select({ strategyId: chosen })
            setIsListOver(false)
          }}
          onNew={() => setTask({ kind: 'new' })}
          onDuplicate={(chosen) => setTask({ kind: 'duplicate', entry: chosen })}
          onRename={(chosen) => setTask({ kind: 'rename', entry: chosen })}
          onRemove={(chosen) => setTask({ kind: 'remove', entry: chosen })}
        />
      ) : null}
      <div className="editor-main">
        {entry === null ? (
          <EmptyState
            icon={CodeXml}
            title="No strategies yet"
            action={
              <Button variant="primary" onClick={() => setTask({ kind: 'new' })}>
                New strategy
              </Button>
            }
          >
            A strategy is one TypeScript file. It runs unchanged in a backtest, on paper and live.
          </EmptyState>
        ) : loadError !== null ? (
          <ErrorState error={loadError} title="The editor could not be loaded" onRetry={retry} />
        ) : openError !== null ? (
          <ErrorState error={openError} onRetry={() => setRound(round + 1)} />
        ) : monaco === null || library === null || document === undefined ? (
          <LoadingState label="Loading the editor" />
        ) : (
          <OpenFile
            monaco={monaco}
            library={library}
            document={document}
            name={entry.name}
            place={params}
            onPlaced={() => updateParams({ strategyId: null, line: null, column: null })}
            isListShown={isListShown}
            onToggleList={() =>
              isNarrow ? setIsListOver(!isListOver) : updateParams({ list: !isListShown })
            }
            onDuplicate={() => setTask({ kind: 'duplicate', entry })}
          />
        )}
      </div>
      {task === null ? null : <FileDialog task={task} actions={actions} onClose={() => setTask(null)} />}
    </div>
  )
}

function OpenFile({
  monaco,
  library,
  document,
  name,
  place,
  onPlaced,
  isListShown,
  onToggleList,
  onDuplicate,
}: {
  monaco: NonNullable<ReturnType<typeof useMonaco>['monaco']>
  library: DocumentLibrary
  document: OpenDocument
  name: string
  place: PanelProps['params']
  onPlaced: () => void
  isListShown: boolean
  onToggleList: () => void
  onDuplicate: () => void
}) {
  const { id, isReadOnly, isDirty, conflict } = document
  const model = useMemo(() => library.model(id), [library, id])
  const [code, setCode] = useState<editor.IStandaloneCodeEditor | null>(null)
  const [isComparing, setIsComparing] = useState(false)
  const problems = useProblems(monaco, document, model)
  useEditorCommands({ library, id, code })

  const jump = (line: number, column: number) => {
    if (code === null) return
    const position = { lineNumber: Math.min(line, model.getLineCount()), column }
    code.setPosition(position)
    code.revealPositionInCenterIfOutsideViewport(position)
    code.focus()
  }
  const { line, column } = place
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place is gone to once, when it is given
  useEffect(() => {
    if (code === null || typeof line !== 'number' || code.getModel() !== model) return
    jump(line, typeof column === 'number' ? column : 1)
    onPlaced()
  }, [code, model, line, column])

  const decide = (choice: () => unknown) => {
    setIsComparing(false)
    Promise.resolve(choice()).catch((error: unknown) => notifyError(`${name} could not be saved.`, error))
  }
  return (
    <>
      <Toolbar
        label="Strategy"
        end={
          <Button
            variant="primary"
            icon={Play}
            keys={showKeys('Mod+Enter')}
            title="Save, compile and run with the settings of the Backtest panel"
            onClick={() => runCommand('run.start')}
          >
            Run
          </Button>
        }
      >
        <IconButton
          icon={PanelLeft}
          label="List of strategies"
          pressed={isListShown}
          onClick={onToggleList}
        />
        {isReadOnly ? (
          <>
            <span className="editor-note">Comes with Quarterdeck, read-only</span>
            <Button icon={Copy} onClick={onDuplicate}>
              Duplicate to edit
            </Button>
          </>
        ) : (
          <>
            <IconButton
              icon={Save}
              label={isDirty ? 'Save' : 'Saved'}
              keys={showKeys('Mod+S')}
              disabled={!isDirty || document.isSaving}
              onClick={() => runCommand('strategy.save')}
            />
            <IconButton
              icon={WandSparkles}
              label="Format"
              keys={showKeys('Shift+Alt+F')}
              onClick={() => runCommand('strategy.format')}
            />
            <span className="editor-note">
              {document.isSaving ? 'Saving…' : isDirty ? 'Unsaved changes' : ''}
            </span>
          </>
        )}
      </Toolbar>
      <StrategyEvidence strategyId={id} />
      {conflict === null ? null : (
        <div className="editor-conflict" role="alert">
          <span>Another program changed this file while it has unsaved changes here.</span>
          <Button onClick={() => setIsComparing(true)}>Compare</Button>
          <Button onClick={() => decide(() => library.takeTheirs(id))}>Reload</Button>
          <Button variant="danger" onClick={() => decide(() => library.overwrite(id))}>
            Overwrite
          </Button>
        </div>
      )}
      <div className="editor-body">
        <CodeEditor
          ref={setCode}
          monaco={monaco}
          model={model}
          isReadOnly={isReadOnly}
          label={`Source of ${name}`}
        />
      </div>
      <ProblemStrip problems={problems} onJump={jump} />
      {isComparing && conflict !== null ? (
        <CompareDialog
          monaco={monaco}
          theirs={conflict.source}
          ours={model}
          onTakeTheirs={() => decide(() => library.takeTheirs(id))}
          onOverwrite={() => decide(() => library.overwrite(id))}
          onClose={() => setIsComparing(false)}
        />
      ) : null}
    </>
  )
}
