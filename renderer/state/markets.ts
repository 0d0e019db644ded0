import type { Dataset } from '../../shared/domain/dataset.ts'
import type { AssetClass } from '../../shared/domain/instrument.ts'
import type { InstrumentTerms } from '../../shared/domain/instrumentTerms.ts'

/** What a market is called in lists, in the order in which lists have them. */
export const MARKET_WORDS: Readonly<Record<AssetClass, string>> = {
  equity: 'Shares',
  etf: 'Funds',
  index: 'Indices',
  bond: 'Bonds',
  commodity: 'Commodities',
  fx: 'Currencies',
  'crypto-spot': 'Coins',
  'crypto-perpetual': 'Perpetuals',
  future: 'Futures',
  option: 'Options',
}

const ORDER = Object.keys(MARKET_WORDS)

/** What of a dataset tells whether it is a single contract, and whether it is real. */
export interface Offered {
  readonly instrument: { readonly terms?: InstrumentTerms | undefined }
  readonly continuous?: Dataset['continuous']
  readonly provenance?: Pick<Dataset['provenance'], 'kind'>
}

type Marketed = Pick<Dataset, 'instrument' | 'continuous'>

/**
 * The market that somebody looks for a dataset in: by its contract where it is a future or an option, whatever stands
 * behind it, else by its asset class.
 */
export function marketOf({ instrument, continuous }: Marketed): AssetClass {
  const kind = instrument.terms?.kind
  if (kind === 'future' || continuous !== undefined) return 'future'
  if (kind === 'option') return 'option'
  return instrument.assetClass
}

/** Markets in the order of lists, each once. */
export function marketsOf(datasets: readonly Marketed[]): AssetClass[] {
  return [...new Set(datasets.map(marketOf))].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
}

/** What a single contract belongs to: the root of a future, the underlying of an option; null for anything else. */
export function contractGroupOf({
  instrument,
  continuous,
}: Offered): { readonly kind: 'future' | 'option'; readonly name: string } | null {
  const { terms } = instrument
  if (continuous !== undefined) return null
  // A series of a future that is chained already has no month.
  if (terms?.kind === 'future' && terms.contractMonth !== undefined)
    return { kind: 'future', name: terms.root }
  if (terms?.kind === 'option') return { kind: 'option', name: terms.underlying }
  return null
}

/** The order in which data is offered: 0 for real data, 1 for generated data, 2 and 3 for single contracts of either. */
export function offerRank(dataset: Offered): number {
  return (contractGroupOf(dataset) === null ? 0 : 2) + (dataset.provenance?.kind === 'synthetic' ? 1 : 0)
}

/** By symbol and timeframe; contracts by what they belong to and by their expiry, options then by right and strike. */
export function compareListed<T extends Listed>(a: T, b: T): number {
  const [ownA, ownB] = [listKey(a), listKey(b)]
  return ownA.localeCompare(ownB) || a.timeframe.localeCompare(b.timeframe)
}

interface Listed extends Offered {
  readonly timeframe: string
  readonly instrument: Offered['instrument'] & { readonly symbol: string }
}

function listKey(dataset: Listed): string {
  const group = contractGroupOf(dataset)
  const { symbol, terms } = dataset.instrument
  if (group === null) return symbol
  if (terms?.kind === 'future') return `${group.name} ${terms.contractMonth} ${symbol}`
  if (terms?.kind !== 'option') return symbol
  const expiry = new Date(terms.expiryMs).toISOString()
  return `${group.name} ${expiry} ${terms.right} ${terms.strike.toFixed(8).padStart(24, '0')} ${symbol}`
}

/** Real data before generated data, single contracts last; within these by market, then as `compareListed` says. */
export function compareOffered(a: Dataset, b: Dataset): number {
  return (
    offerRank(a) - offerRank(b) ||
    ORDER.indexOf(marketOf(a)) - ORDER.indexOf(marketOf(b)) ||
    compareListed(a, b)
  )
}

/** The name without the word that stands beside it as a mark. */
export function nameBesideMark({
  instrument,
  provenance,
}: Pick<Dataset, 'instrument' | 'provenance'>): string {
  return provenance.kind === 'synthetic' ? instrument.name.replace(/^SYNTHETIC\s+/, '') : instrument.name
}
