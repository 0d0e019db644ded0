import type { Dataset } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { InstrumentPatch, ReferenceKind } from '../../../shared/domain/instrumentPatch.ts'
import { momentText } from '../../../shared/domain/moment.ts'
import { noSuchData } from '../lakeErrors.ts'
import { parseCorporateActions } from './corporateActionsFile.ts'
import { parseFundingFile } from './fundingFile.ts'
import { parseInstrumentsFile } from './instrumentsFile.ts'
import { parseMarginsFile } from './marginsFile.ts'
import type { ReferenceText } from './referenceText.ts'

/** What a file of facts says, as patches of instruments, with a sentence on each. */
export interface ReferenceFacts {
  readonly patches: readonly InstrumentPatch[]
  readonly notes: readonly string[]
}

/**
 * Reads a file of facts about instruments that the lake has.
 *
 * @param symbol The perpetual that funding rates are of.
 * @throws DeskError FILE_FORMAT, BAD_INPUT, DATA_MISSING
 */
export function readReference(
  kind: Exclude<ReferenceKind, 'securities' | 'members'>,
  source: ReferenceText,
  datasets: readonly Dataset[],
  symbol?: string,
): ReferenceFacts {
  switch (kind) {
    case 'instruments':
      return instruments(source)
    case 'funding':
      return funding(source, datasets, symbol)
    case 'margins':
      return margins(source, datasets)
    case 'corporate-actions':
      return corporateActions(source, datasets)
  }
}

function instruments(source: ReferenceText): ReferenceFacts {
  const patches = parseInstrumentsFile(source)
  return {
    patches,
    notes: patches.map(
      ({ symbol, ...fields }) => `${symbol}: ${Object.keys(fields).join(', ') || 'nothing'}`,
    ),
  }
}

function funding(
  source: ReferenceText,
  datasets: readonly Dataset[],
  symbol: string | undefined,
): ReferenceFacts {
  if (symbol === undefined) {
    throw new DeskError('BAD_INPUT', 'Funding rates need the symbol of their perpetual.', {
      where: 'symbol',
      hint: 'Name it with --symbol.',
    })
  }
  const own = datasets.find(({ instrument }) => instrument.symbol === symbol)
  if (!own) throw noSuchData(symbol, '1d', datasets)
  if (own.instrument.assetClass !== 'crypto-perpetual') {
    throw new DeskError(
      'BAD_INPUT',
      `${symbol} is of the class ${own.instrument.assetClass}: only a perpetual has funding.`,
      {
        where: 'symbol',
        hint: `Import [{"symbol": "${symbol}", "assetClass": "crypto-perpetual"}] as instruments first.`,
      },
    )
  }
  const actions = parseFundingFile(source)
  const [first, last] = [actions[0], actions.at(-1)]
  if (!first || !last)
    throw new DeskError('FILE_FORMAT', `${source.fileName}: there is no funding rate in it.`)
  const period = `${momentText(first.timeMs)} to ${momentText(last.timeMs)}`
  return { patches: [{ symbol, actions }], notes: [`${symbol}: ${actions.length} funding rates, ${period}`] }
}

function margins(source: ReferenceText, datasets: readonly Dataset[]): ReferenceFacts {
  const { byRoot, remarks } = parseMarginsFile(source)
  const patches: InstrumentPatch[] = []
  const notes: string[] = []
  const used = new Set<string>()
  for (const { instrument } of datasets) {
    const { symbol, terms } = instrument
    if (terms?.kind !== 'future' || patches.some((patch) => patch.symbol === symbol)) continue
    const found = byRoot.get(terms.root)
    if (!found) continue
    used.add(terms.root)
    const days = new Set(found.map(({ fromMs }) => fromMs))
    const kept = terms.margins.filter(({ fromMs }) => !days.has(fromMs))
    patches.push({ symbol, terms: { kind: 'future', margins: [...kept, ...found] } })
    notes.push(`${symbol}: ${found.length} margins of ${terms.root}`)
  }
  if (patches.length === 0) {
    throw new DeskError('DATA_MISSING', `${source.fileName}: no contract in the lake has one of its roots.`, {
      where: source.fileName,
      hint: 'Give the contracts terms with their root first (import of kind instruments).',
    })
  }
  const others = byRoot.size - used.size
  if (others > 0) notes.push(`${others} other roots were passed over: there are no contracts of them.`)
  if (remarks > 0) notes.push(`${remarks} rows without a date and figures were passed over.`)
  return { patches, notes }
}

function corporateActions(source: ReferenceText, datasets: readonly Dataset[]): ReferenceFacts {
  const { bySymbol, passedOver } = parseCorporateActions(source)
  const known = new Set(datasets.map(({ instrument }) => instrument.symbol))
  const patches: InstrumentPatch[] = []
  const unknown: string[] = []
  const adjusted = new Set(
    datasets.filter(({ adjustment }) => adjustment !== 'raw').map(({ instrument }) => instrument.symbol),
  )
  for (const [symbol, actions] of bySymbol) {
    // Splits that the prices have taken out already must not be applied again.
    if (adjusted.has(symbol)) unknown.push(`${symbol} with raw prices`)
    else if (known.has(symbol)) patches.push({ symbol, actions: [...actions] })
    else unknown.push(symbol)
  }
  const notes = patches.map(({ symbol, actions = [] }) => `${symbol}: ${actions.length} splits`)
  if (unknown.length > 0) notes.push(`There are no data of ${unknown.join(', ')}.`)
  for (const [event, count] of passedOver)
    notes.push(`${count} events of the kind ${event} were passed over.`)
  if (patches.length === 0) {
    throw new DeskError('DATA_MISSING', `${source.fileName}: the lake has none of its symbols.`, {
      where: source.fileName,
      hint: notes.join(' '),
    })
  }
  return { patches, notes }
}
