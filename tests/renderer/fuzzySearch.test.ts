import { describe, expect, it } from 'vitest'
import { fuzzyMatch, fuzzySearch } from '../../renderer/shell/fuzzySearch.ts'

const COMMANDS = [
  { id: 'data.import', text: 'Import prices from a file', aliases: ['csv', 'parquet'] },
  { id: 'panel.chart', text: 'Open the chart' },
  { id: 'panel.runs', text: 'Open the runs' },
  { id: 'run.start', text: 'Run the backtest' },
  { id: 'workspace.reset', text: 'Reset the layout' },
  { id: 'workspace.maximize', text: 'Maximise or restore the panel' },
]

function search(query: string, recent: string[] = []): string[] {
  return fuzzySearch(query, COMMANDS, (command) => command, recent).map(({ item }) => item.id)
}

describe('the palette', () => {
  it('finds a command by letters in order, not necessarily neighbours', () => {
    expect(search('imppr')).toEqual(['data.import'])
    expect(search('rstlay')).toEqual(['workspace.reset'])
  })

  it('finds nothing where a letter is missing or out of order', () => {
    expect(search('xyz')).toEqual([])
    expect(fuzzyMatch('ba', 'ab')).toBeNull()
  })

  it('weighs the starts of words most', () => {
    expect(search('otc')[0]).toBe('panel.chart')
    expect(search('run')[0]).toBe('run.start')
  })

  it('marks the letters that matched, in their best places', () => {
    expect(fuzzyMatch('oc', 'Open the chart')?.places).toEqual([0, 9])
    expect(fuzzyMatch('the', 'Reset the layout')?.places).toEqual([6, 7, 8])
  })

  it('ignores case and spaces', () => {
    expect(search('OPEN CH')[0]).toBe('panel.chart')
  })

  it('searches other words, too, below matches of the title', () => {
    expect(search('csv')).toEqual(['data.import'])
    expect(search('parquet')).toEqual(['data.import'])
  })

  it('shows what was used last first while nothing is typed, then the rest in their order', () => {
    expect(search('', ['workspace.reset', 'panel.runs'])).toEqual([
      'workspace.reset',
      'panel.runs',
      'data.import',
      'panel.chart',
      'run.start',
      'workspace.maximize',
    ])
    expect(search('')).toEqual(COMMANDS.map(({ id }) => id))
  })

  it('breaks ties by what was used last, and does not let that beat a better match', () => {
    expect(search('open', ['panel.runs'])[0]).toBe('panel.runs')
    expect(search('open the chart', ['panel.runs'])[0]).toBe('panel.chart')
  })

  it('is quick on a long text', () => {
    const text = 'a b c d e f g h '.repeat(20)
    const start = performance.now()
    for (let round = 0; round < 50; round += 1) fuzzyMatch('abcdefgh', text)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
