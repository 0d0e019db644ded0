import './importWizard.css'
import { useEffect, useState } from 'react'
import { toErrorShape } from '../../../shared/domain/deskError.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { ProgressBar } from '../../kit/ProgressBar.tsx'
import { openPanel } from '../../shell/workspace.ts'
import { select } from '../../state/selection.ts'
import { browserFile, type IntakeFile } from './fileIntake.ts'
import { ImportChoose } from './ImportChoose.tsx'
import { ImportColumns } from './ImportColumns.tsx'
import { ImportDone } from './ImportDone.tsx'
import { ImportFacts } from './ImportFacts.tsx'
import { ImportPreviewStep } from './ImportPreviewStep.tsx'
import { ImportProblem } from './ImportProblem.tsx'
import { planProblem } from './planEdits.ts'
import { type ImportFlow, useImport } from './useImport.ts'

const STEPS = [
  { step: 'choose', label: 'File' },
  { step: 'columns', label: 'Columns' },
  { step: 'preview', label: 'Check' },
  { step: 'done', label: 'Done' },
] as const

function Steps({ flow }: { flow: ImportFlow }) {
  const current = STEPS.findIndex(({ step }) => step === flow.step)
  return (
    <ol className="steps" aria-label="Steps">
      {STEPS.map(({ step, label }, index) => (
        <li key={step} aria-current={index === current ? 'step' : undefined} data-past={index < current}>
          {label}
        </li>
      ))}
    </ol>
  )
}

/**
 * Goes to the first field of the dialog that holds something unreadable: it says so itself and the plan keeps its last
 * good figure, which is not what to import.
 */
function goToUnreadable(element: HTMLElement): boolean {
  const wrong = element.closest('dialog')?.querySelector<HTMLElement>('[aria-invalid="true"]')
  wrong?.scrollIntoView({ block: 'center' })
  wrong?.focus()
  return wrong !== null && wrong !== undefined
}

function Footer({
  flow,
  onClose,
  next,
}: {
  flow: ImportFlow
  onClose: () => void
  next: (() => void) | null
}) {
  const { busy, step, sample, preview } = flow
  if (busy !== null) {
    return (
      <>
        <div className="dialog-footer-start import-progress" role="status">
          <ProgressBar fraction={busy.fraction} label={busy.note} />
          <span className="muted">{busy.note}</span>
        </div>
        <Button onClick={flow.cancel}>Cancel</Button>
      </>
    )
  }
  if (step === 'done') {
    const first = flow.datasets[0]
    return (
      <>
        {next === null ? <Button onClick={onClose}>Close</Button> : <Button onClick={next}>Next file</Button>}
        <Button
          variant="primary"
          onClick={() => {
            if (first !== undefined) select({ datasetId: first.id })
            onClose()
            openPanel('chart')
          }}
        >
          Show the chart
        </Button>
      </>
    )
  }
  if (step === 'columns' && sample !== null) {
    const problem = planProblem(sample.plan)
    return (
      <>
        {problem === null ? null : <span className="dialog-footer-start field-error">{problem}</span>}
        <Button onClick={onClose}>Close</Button>
        <Button
          variant="primary"
          disabled={problem !== null}
          onClick={(event) => {
            if (!goToUnreadable(event.currentTarget)) flow.tryPlan(sample.plan)
          }}
        >
          Check the file
        </Button>
      </>
    )
  }
  if (step === 'preview' && sample !== null && preview !== null) {
    const isRefused = preview.refused.some((kind) => (sample.plan.defects[kind] ?? 'refuse') === 'refuse')
    const bars = preview.symbols.reduce((sum, symbol) => sum + symbol.bars, 0)
    return (
      <>
        {isRefused ? (
          <span className="dialog-footer-start muted">
            Choose what happens with the rows that are refused.
          </span>
        ) : null}
        <Button onClick={flow.back}>Back</Button>
        <Button variant="primary" disabled={isRefused || bars === 0} onClick={() => flow.commit(sample.plan)}>
          Import
        </Button>
      </>
    )
  }
  return <Button onClick={onClose}>Close</Button>
}

/** Where the data is in the lake already: the one step that puts the file in its place. */
function Replace({ flow }: { flow: ImportFlow }) {
  const { error, sample, step, preview, busy } = flow
  const isStanding = error !== null && toErrorShape(error).code === 'ALREADY_EXISTS'
  if (!isStanding || step !== 'preview' || sample === null || preview === null || busy !== null) return null
  const [first, ...others] = preview.symbols
  const what = others.length === 0 ? `${first?.symbol ?? ''} ${sample.plan.timeframe}` : 'what is there'
  const plan = { ...sample.plan, existing: 'replace' as const }
  return (
    <Button
      onClick={() => {
        flow.edit({ ...sample, plan })
        flow.commit(plan)
      }}
    >
      Replace {what}
    </Button>
  )
}

/** Takes files into the lake: what was detected is shown and can be overruled before anything is written. */
export default function ImportWizard({ files, onClose }: { files: readonly File[]; onClose: () => void }) {
  const flow = useImport()
  const { open, step, error } = flow
  const [queue, setQueue] = useState<readonly IntakeFile[]>(() => files.map(browserFile))
  const [place, setPlace] = useState(0)
  const [isFacts, setFacts] = useState(false)
  const current = queue[place]

  useEffect(() => {
    if (current !== undefined) void open(current)
  }, [current, open])

  const take = (chosen: readonly IntakeFile[]) => {
    setQueue(chosen)
    setPlace(0)
  }
  const next = place + 1 < queue.length ? () => setPlace(place + 1) : null
  const count = queue.length > 1 ? ` (${place + 1} of ${queue.length})` : ''

  return (
    <Dialog
      title={
        isFacts ? 'Import facts' : flow.file === null ? 'Import prices' : `Import ${flow.file.name}${count}`
      }
      size="wizard"
      dismissible={false}
      onClose={onClose}
      footer={<Footer flow={flow} onClose={onClose} next={next} />}
    >
      {isFacts ? <ImportFacts onBack={() => setFacts(false)} /> : <Steps flow={flow} />}
      {error === null ? null : <ImportProblem error={error} action={<Replace flow={flow} />} />}
      {step === 'choose' && !isFacts ? (
        <>
          <ImportChoose isBusy={flow.busy !== null} onFiles={take} />
          <div>
            <Button variant="quiet" disabled={flow.busy !== null} onClick={() => setFacts(true)}>
              Import facts about instruments instead
            </Button>
          </div>
        </>
      ) : null}
      {step === 'columns' ? <ImportColumns flow={flow} /> : null}
      {step === 'preview' ? <ImportPreviewStep flow={flow} /> : null}
      {step === 'done' ? <ImportDone datasets={flow.datasets} /> : null}
    </Dialog>
  )
}
