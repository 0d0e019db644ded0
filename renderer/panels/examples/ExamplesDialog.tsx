import { Code2, Play } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { StrategyExample } from '../../../shared/domain/strategyExample.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { useCall } from '../../desk/useCall.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { formatCount, formatMoney } from '../../kit/format.ts'
import { ErrorState, LoadingState } from '../../kit/States.tsx'
import { openPanel } from '../../shell/workspace.ts'
import { useDatasets } from '../../state/datasets.ts'
import { MARKET_WORDS, marketsOf } from '../../state/markets.ts'
import { notifyError } from '../../state/notifications.ts'
import { select } from '../../state/selection.ts'
import { datasetsFor } from '../backtest/backtestForm.ts'
import { startBacktest } from '../backtest/backtestStore.ts'
import './examples.css'

/** The examples with what each shows: to be read in the editor, or run at once. */
export default function ExamplesDialog({ onClose }: { onClose: () => void }) {
  const desk = useDesk()
  const examples = useCall('strategies.examples', {})
  const datasets = useDatasets((state) => state.datasets) ?? []

  const open = ({ id, config }: StrategyExample) => {
    onClose()
    const shown = datasetsFor(config.symbols, config.timeframe, datasets)[0]
    select({ strategyId: id, ...(shown === undefined ? {} : { datasetId: shown.id }) })
    openPanel('editor')
    openPanel('backtest')
  }
  const run = (example: StrategyExample) => {
    open(example)
    startBacktest(desk, example.id).catch((error: unknown) =>
      notifyError(`“${titleOf(example)}” could not be run.`, error),
    )
  }
  return (
    <Dialog title="Examples" size="large" onClose={onClose}>
      {examples.error !== null ? (
        <ErrorState error={examples.error} onRetry={examples.reload} />
      ) : examples.value === null ? (
        <LoadingState label="Loading the examples" />
      ) : (
        <>
          <p className="examples-intro">
            Each is a strategy with the settings of its run, to read, run and duplicate. The prices are{' '}
            <Badge tone="synthetic">SYNTHETIC</Badge> and say nothing about a market.
          </p>
          <ul className="examples" onKeyDown={moveByArrows}>
            {examples.value.map((example, index) => (
              <ExampleRow
                key={example.id}
                example={example}
                datasets={datasets}
                isFirst={index === 0}
                onOpen={() => open(example)}
                onRun={() => run(example)}
              />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

function ExampleRow({
  example,
  datasets,
  isFirst,
  onOpen,
  onRun,
}: {
  example: StrategyExample
  datasets: readonly Dataset[]
  isFirst: boolean
  onOpen: () => void
  onRun: () => void
}) {
  const { symbols, timeframe, cash, currency } = example.config
  const own = datasets.filter(({ instrument }) => symbols.includes(instrument.symbol))
  const missing = symbols.filter((symbol) => !own.some(({ instrument }) => instrument.symbol === symbol))
  const title = titleOf(example)
  const facts = [
    marketsOf(own)
      .map((market) => MARKET_WORDS[market])
      .join(', '),
    `${formatCount(symbols.length)} ${symbols.length === 1 ? 'symbol' : 'symbols'}`,
    timeframe,
    `${formatMoney(cash, { digits: 0 })} ${currency}`,
  ]
  return (
    <li className="example" aria-label={title}>
      <div className="example-text">
        <h3>{title}</h3>
        <p>{example.description}</p>
        <p className="example-facts num" title={symbols.join(', ')}>
          {facts.filter((fact) => fact !== '').join(' · ')}
        </p>
        {missing.length === 0 ? null : (
          <p className="field-error">
            No data of {missing.slice(0, 3).join(', ')}
            {missing.length > 3 ? ` and ${formatCount(missing.length - 3)} more` : ''}.
          </p>
        )}
      </div>
      {/* The list comes after the dialog, which would have focused it. */}
      <Button icon={Code2} variant="quiet" aria-label={`Open: ${title}`} autoFocus={isFirst} onClick={onOpen}>
        Open
      </Button>
      <Button icon={Play} aria-label={`Run: ${title}`} disabled={missing.length > 0} onClick={onRun}>
        Run
      </Button>
    </li>
  )
}

/** The name without the word that the dialog's title says already. */
function titleOf({ name }: StrategyExample): string {
  const title = name.replace(/^Example:\s*/, '')
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** The arrows go from example to example, the tabulator through the buttons of each. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || !(event.target instanceof HTMLElement)) return
  const row = event.target.closest('li')
  const place = [...(row?.querySelectorAll<HTMLElement>('button') ?? [])].indexOf(event.target)
  const next = step === 1 ? row?.nextElementSibling : row?.previousElementSibling
  const buttons = next?.querySelectorAll<HTMLButtonElement>('button')
  if (buttons === undefined) return
  event.preventDefault()
  const wanted = buttons[place]
  ;(wanted?.disabled === false ? wanted : buttons[0])?.focus()
}
