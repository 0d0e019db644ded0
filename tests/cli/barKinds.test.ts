import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../electron/cli/main.ts'
import { temporaryFolderForAll } from '../support/temporaryFolder.ts'

const home = temporaryFolderForAll()

async function quarterdeck(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const stderr = { write: (text: string) => err.push(text) }
  const code = await main([...args, '--home', home], { stdout, stderr })
  return { code, out: out.join(''), err: err.join('') }
}

/** Trades of a sine wave of 3 about 100, one each second. */
const TRADES = Array.from({ length: 6000 }, (_, second) => ({
  time: new Date(Date.UTC(2024, 4, 6, 8) + second * 1000).toISOString(),
  price: (10_000 + Math.round(300 * Math.sin(second / 90))) / 100,
}))

beforeAll(async () => {
  const file = path.join(home, 'WAVE.csv')
  const rows = TRADES.map(({ time, price }, id) => `${time},${price},${1 + (id % 5)},buy,${id}`)
  writeFileSync(file, `time,price,size,side,trade_id\n${rows.join('\n')}\n`)
  const { code, out } = await quarterdeck('import', file, '--calendar', '24x7')
  expect(out).toContain('WAVE@tick-1 (6000 trades)')
  expect(code).toBe(0)
})

async function run(timeframe: string) {
  const { code, out, err } = await quarterdeck(
    ...['backtest', 'sma-cross', '--symbols', 'WAVE', '--timeframe', timeframe],
    ...['--param', 'fast=2', '--param', 'slow=4', '--json'],
  )
  if (code !== 0) throw new Error(err + out)
  return JSON.parse(out)
}

describe('quarterdeck backtest --timeframe', () => {
  it.each([
    'renko-0.35',
    'renko-0.35-wicks',
    'range-0.35',
    'heikin-ashi-1m',
    'tick-40',
    'volume-100',
    'dollar-9000',
  ])('of %s trades at prices that were traded at that moment, and nowhere else', async (timeframe) => {
    const result = await run(timeframe)
    expect(result.fills.length).toBeGreaterThan(5)
    const byTime = new Map(TRADES.map(({ time, price }) => [time, price]))
    for (const { time, price } of result.fills) expect([time, byTime.get(time)]).toEqual([time, price])
    expect(result.timeframe).toBe(timeframe)
  })

  it('says how the bars were built', async () => {
    expect((await run('renko-0.5')).assumptions).toContain(
      'WAVE: renko-0.5 bars were built from trades. Orders met the prices that were traded, not the levels of the bars.',
    )
  })

  it('names the kinds there are where one is misspelt', async () => {
    const { code, err } = await quarterdeck(
      'backtest',
      'sma-cross',
      '--symbols',
      'WAVE',
      '--timeframe',
      'renko5',
    )
    expect(code).toBe(2)
    expect(err).toContain('renko-5')
  })
})

describe('quarterdeck data --timeframe', () => {
  it('shows and exports the bars that a dataset is built into', async () => {
    const shown = JSON.parse(
      (await quarterdeck('data', 'show', 'WAVE@tick-1', '--timeframe', 'renko-1', '--json')).out,
    )
    expect(shown.newest.at(-1).open).toBe(Math.round(shown.newest.at(-1).open))
    const file = path.join(home, 'bricks.csv')
    await quarterdeck('data', 'export', 'WAVE@tick-1', '--timeframe', 'renko-1', '--out', file)
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(shown.bars + 1)
    const { code, err } = await quarterdeck('data', 'show', 'WAVE@tick-1', '--timeframe', 'quote-5')
    expect(code).not.toBe(0)
    expect(err).toContain('cannot be shown in bars of quote-5')
  })
})

describe('quarterdeck import --kind', () => {
  it('makes trades of rows that look like bars, and the other way round with a timeframe', async () => {
    const file = path.join(home, 'EVEN.csv')
    const rows = Array.from({ length: 20 }, (_, i) => `2024-05-06T10:${10 + i}:00Z,${100 + i},5`)
    writeFileSync(file, `time,price,volume\n${rows.join('\n')}\n`)
    const imported = async (...options: string[]) => {
      const { out } = await quarterdeck(
        'import',
        file,
        '--calendar',
        '24x7',
        '--replace',
        '--json',
        ...options,
      )
      return JSON.parse(out).files[0].datasets[0]
    }
    expect(await imported()).toMatchObject({ id: 'EVEN@1m', kind: 'bars' })
    expect(await imported('--kind', 'trades')).toMatchObject({ id: 'EVEN@tick-1', kind: 'trades' })
    const wrong = await quarterdeck('import', file, '--kind', 'ticks')
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('has the columns of bars, not of ticks')
    const asBars = await quarterdeck('import', path.join(home, 'WAVE.csv'), '--kind', 'bars')
    expect(asBars.err).toContain('--timeframe')
  })
})
