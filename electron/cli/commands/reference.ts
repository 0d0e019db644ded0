import { type ContinuousSpec, continuousSpecSchema } from '../../../shared/domain/continuous.ts'
import { momentOf, momentText, writeMoments } from '../../../shared/domain/moment.ts'
import {
  adjustmentsOf,
  type PriceAdjustment,
  type PriceAdjustmentKind,
} from '../../../shared/domain/priceAdjustment.ts'
import { membersAt } from '../../../shared/domain/security.ts'
import { type CliContext, withDesk } from '../cliContext.ts'
import { badInput, EXIT } from '../terminal.ts'

/** A moment of an option: a day, or ISO 8601 with an offset. @throws DeskError BAD_INPUT */
export function momentOption(option: string, text: string): number {
  const timeMs = momentOf(text)
  if (timeMs === undefined) {
    throw badInput(
      `${option} is a day or a moment, not '${text}'.`,
      'Write 2024-06-21 or 2024-06-21T10:00:00Z.',
    )
  }
  return timeMs
}

/** `data instrument`: the JSON that `import --kind instruments` takes. */
export async function dataInstrument(context: CliContext, symbol: string): Promise<number> {
  return withDesk(context, 'read', async ({ lake }) => {
    const document = [writeMoments(await lake.reference.instrument(symbol))]
    context.terminal.answer(document, () => JSON.stringify(document, null, 2))
    return EXIT.done
  })
}

/** `data resolve`: the security that a ticker names on a day. */
export async function dataResolve(
  context: CliContext,
  ticker: string,
  { asOf, venue }: { asOf: string; venue?: string },
): Promise<number> {
  return withDesk(context, 'read', async ({ lake }) => {
    const { securities } = lake.reference
    const { security, ticker: period } = securities.resolve(ticker, momentOption('--as-of', asOf), venue)
    const document = writeMoments({ ticker, asOf, period, security })
    const days = ({ fromMs, toMs }: { fromMs: number; toMs?: number | undefined }) =>
      `${momentText(fromMs)} to ${toMs === undefined ? 'today' : momentText(toMs)}`
    context.terminal.answer(document, () =>
      [
        `${ticker} as of ${asOf}: ${security.name} (${security.id})`,
        ...security.tickers.map(
          (each) => `  ${each.ticker}${each.venue === undefined ? '' : ` on ${each.venue}`}, ${days(each)}`,
        ),
        ...security.actions.map((action) => `  ${momentText(action.timeMs)} ${action.kind}`),
      ].join('\n'),
    )
    return EXIT.done
  })
}

/** `data members`: who was in an index on a day. */
export async function dataMembers(
  context: CliContext,
  index: string,
  { asOf }: { asOf: string },
): Promise<number> {
  return withDesk(context, 'read', async ({ lake }) => {
    const members = membersAt(lake.reference.indexes.show(index), momentOption('--as-of', asOf))
    context.terminal.answer({ index, asOf, count: members.length, members }, () =>
      [`${index} as of ${asOf}: ${members.length} members`, members.join(' ')].join('\n'),
    )
    return EXIT.done
  })
}

export interface ContinuousOptions {
  readonly roll: string
  readonly adjust: string
  readonly id?: string
  readonly timeframe?: string
  readonly chain?: string
  readonly replace?: boolean
}

/** `data continuous`: chains the contracts of a root. */
export async function dataContinuous(
  context: CliContext,
  root: string,
  options: ContinuousOptions,
): Promise<number> {
  const spec: ContinuousSpec = continuousSpecSchema.parse({
    root,
    symbol: options.id ?? `${root}.c`,
    roll: options.roll,
    adjust: options.adjust,
    ...(options.timeframe === undefined ? {} : { timeframe: options.timeframe }),
    existing: options.replace ? 'replace' : 'refuse',
  })
  return withDesk(
    context,
    'write',
    async ({ lake }) => {
      const chain = options.chain === undefined ? undefined : { path: options.chain }
      const { dataset, notes } = await lake.reference.continuous(spec, chain)
      const { actions } = await lake.reference.instrument(spec.symbol)
      const rolls = (actions ?? []).filter((action) => action.kind === 'roll')
      context.terminal.answer({ dataset, rolls: writeMoments(rolls), notes }, () =>
        [
          `${dataset.id}: ${dataset.bars} bars of ${dataset.continuous?.contracts.join(', ')}`,
          ...rolls.map(
            ({ timeMs, from, to, fromPrice, toPrice }) =>
              `  ${momentText(timeMs)}  ${from} ${fromPrice} -> ${to} ${toPrice}`,
          ),
          ...notes.map((note) => `  ${note}`),
        ].join('\n'),
      )
      return EXIT.done
    },
    { withSamples: false },
  )
}

const WORDS: Readonly<Record<string, PriceAdjustmentKind>> = {
  split: 'split',
  'split-dividend': 'split-dividend',
  total: 'total-return',
  difference: 'roll-difference',
  ratio: 'roll-ratio',
}

/** Words of `--adjusted`. */
export const ADJUSTED_WORDS = Object.keys(WORDS)

/** The adjustment of `--adjusted` and `--as-of`. @throws DeskError BAD_INPUT where it makes no sense of the dataset */
export function adjustedOption(
  dataset: Parameters<typeof adjustmentsOf>[0] & { readonly id: string },
  adjusted: string | undefined,
  asOf: string | undefined,
): PriceAdjustment | undefined {
  if (adjusted === undefined) {
    if (asOf !== undefined) throw badInput('--as-of needs --adjusted: raw prices are the same on every day.')
    return undefined
  }
  const kind = WORDS[adjusted]
  const possible = adjustmentsOf(dataset)
  if (kind === undefined || !possible.includes(kind)) {
    const words = Object.entries(WORDS).flatMap(([word, other]) => (possible.includes(other) ? [word] : []))
    throw badInput(
      `${dataset.id} has no prices adjusted by '${adjusted}'.`,
      `Possible are ${words.join(', ')}.`,
    )
  }
  return { kind, ...(asOf === undefined ? {} : { asOfMs: momentOption('--as-of', asOf) }) }
}
