import { useMemo, useState } from 'react'
import type { RunRecord } from '../../../shared/domain/backtest.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { TextField } from '../../kit/Field.tsx'
import { changeClass, formatDateTime, formatPercent } from '../../kit/format.ts'
import { runTitle } from '../../state/runs.ts'

const SHOWN = 200
/** As many colours as a chart can tell apart. */
const MOST = 7

/** Chooses finished runs to stand beside the one shown. */
export function CompareDialog({
  current,
  runs,
  chosen: initial,
  onDone,
  onClose,
}: {
  current: RunRecord
  runs: readonly RunRecord[]
  chosen: readonly string[]
  onDone: (ids: readonly string[]) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(initial)
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    return runs
      .filter((run) => run.state === 'done' && run.id !== current.id)
      .filter((run) =>
        words.every((word) => `${runTitle(run)} ${run.config.timeframe}`.toLowerCase().includes(word)),
      )
      .slice(0, SHOWN)
  }, [runs, text, current.id])
  return (
    <Dialog
      title={`Compare ${runTitle(current)} with`}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" onClick={() => onDone(chosen)}>
            {chosen.length === 0 ? 'Show this run alone' : `Compare ${chosen.length + 1} runs`}
          </Button>
        </>
      }
    >
      <TextField label="Search" type="search" value={text} onChange={setText} />
      <div className="compare-list">
        {found.map((run) => (
          <label key={run.id} className="compare-row">
            <input
              type="checkbox"
              checked={chosen.includes(run.id)}
              disabled={!chosen.includes(run.id) && chosen.length >= MOST}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, run.id] : chosen.filter((id) => id !== run.id))
              }
            />
            <span className="compare-name">{runTitle(run)}</span>
            <span className="num compare-time">{formatDateTime(run.createdMs)} UTC</span>
            <span className={`num ${changeClass(run.metrics?.totalReturn)}`}>
              {formatPercent(run.metrics?.totalReturn, { signed: true })}
            </span>
          </label>
        ))}
        {found.length === 0 ? <p className="picker-none">No other finished run matches.</p> : null}
      </div>
    </Dialog>
  )
}
