import type { IndicatorInfo } from '../../../shared/rpc/contract/dataCalls.ts'

const GROUP_TITLES: Readonly<Record<string, string>> = {
  overlap: 'Averages and bands',
  momentum: 'Momentum',
  volume: 'Volume',
  range: 'Range',
  cycle: 'Cycles',
  price: 'Prices',
  regression: 'Regression',
  operators: 'Operators',
  candlesticks: 'Candlestick patterns',
  statistics: 'Statistics',
  volatility: 'Volatility',
  microstructure: 'Microstructure',
  calendar: 'Calendar',
}

/** What a section of the catalogue is called. */
export function groupTitle(group: string): string {
  return GROUP_TITLES[group] ?? group
}

/** How well an indicator answers to a word: 0 by its id or TA-Lib's, up to 5 by its description; null not at all. */
function rank(info: IndicatorInfo, word: string): number | null {
  const ids = [info.id.toLowerCase(), (info.talib ?? '').toLowerCase()]
  const name = info.name.toLowerCase()
  if (ids.includes(word) || name === word) return 0
  if (name.startsWith(word)) return 1
  if (ids.some((id) => id.startsWith(word))) return 2
  if (name.includes(` ${word}`)) return 3
  if (name.includes(word) || ids.some((id) => id.includes(word))) return 4
  const others = `${groupTitle(info.group)} ${info.description}`.toLowerCase()
  return word.split(/\s+/).every((part) => `${name} ${ids.join(' ')} ${others}`.includes(part)) ? 5 : null
}

/** Indicators that answer to a text by id, TA-Lib's name, name, section or description, best first. */
export function searchIndicators(catalogue: readonly IndicatorInfo[], text: string): IndicatorInfo[] {
  const word = text.trim().toLowerCase()
  if (word === '') return [...catalogue]
  return catalogue
    .flatMap((info) => {
      const place = rank(info, word)
      return place === null ? [] : [{ info, place }]
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ info }) => info)
}
