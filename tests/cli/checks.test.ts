import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../electron/cli/main.ts'
import { temporaryFolder, temporaryFolderForAll } from '../support/temporaryFolder.ts'

const home = temporaryFolderForAll()

async function quarterdeck(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const stderr = { write: (text: string) => err.push(text) }
  const code = await main([...args, '--home', home], { stdout, stderr })
  return { code, out: out.join(''), err: err.join(''), json: () => JSON.parse(out.join('')) }
}

const PEEK = `import { defineStrategy } from 'quarterdeck'
export default defineStrategy({
  name: 'Peek',
  onBar(ctx) {
    const half = ctx.bars.close.length / 2
    if (ctx.index > half && ctx.position(ctx.symbol).quantity === 0) ctx.order(ctx.symbol, 3)
  },
})
`

beforeAll(async () => {
  await quarterdeck('data', 'list')
}, 60_000)

describe('quarterdeck check look-ahead', () => {
  it('passes a built-in strategy with exit code 0, the same for the same seed', async () => {
    const options = [
      'check',
      'look-ahead',
      'sma-cross',
      '--symbols',
      'SPX',
      '--cuts',
      '4',
      '--seed',
      '3',
      '--json',
    ]
    const first = await quarterdeck(...options)
    expect(first.code).toBe(0)
    expect(first.json()).toMatchObject({
      ...{ strategy: 'sma-cross', symbols: ['SPX'], timeframe: '1d' },
      ...{ check: 'look-ahead', passed: true, options: { cuts: 4, seed: 3 }, findings: [], hint: null },
    })
    expect((await quarterdeck(...options)).json().cuts).toEqual(first.json().cuts)
  }, 60_000)

  it('fails one that peeks with exit code 1, the order and its line', async () => {
    const file = path.join(temporaryFolder(), 'peek.ts')
    writeFileSync(file, PEEK)
    const { code, json } = await quarterdeck('check', 'look-ahead', file, '--symbols', 'SPX', '--json')
    expect(code).toBe(1)
    expect(json()).toMatchObject({ passed: false, hint: expect.stringContaining('bars.close.length') })
    expect(json().findings[0]).toMatchObject({
      kind: 'decision',
      probe: 'cut-off',
      withoutFuture: { side: 'buy', quantity: 3, symbol: 'SPX', type: 'market' },
      place: { line: 6 },
    })
    const text = await quarterdeck('check', 'look-ahead', file, '--symbols', 'SPX')
    expect(text.out).toContain('FAILED')
    expect(text.out).toContain('peek.ts:6:')
  }, 60_000)

  it.each([
    [['check', 'look-ahead', 'nothing-such', '--symbols', 'SPX'], 'nothing-such'],
    [['check', 'look-ahead', 'sma-cross', '--symbols', 'SPX', '--cuts', '0'], '--cuts'],
    [['check', 'look-ahead', 'sma-cross', '--symbols', 'NONE'], 'NONE'],
    [
      ['check', 'look-ahead', 'sma-cross', '--symbols', 'SPX', '--hold-out', '2015-01-01', '--open-hold-out'],
      'hold-out',
    ],
  ])('refuses %j with exit code 2', async (args, named) => {
    const { code, err } = await quarterdeck(...args)
    expect(code).toBe(2)
    expect(err).toContain(named)
  })
})

it('quarterdeck check warm-up tells the recommended length', async () => {
  const { code, json } = await quarterdeck(
    'check',
    'warm-up',
    'sma-cross',
    '--symbols',
    'SPX',
    '--starts',
    '3',
    '--json',
  )
  expect(code).toBe(0)
  expect(json()).toMatchObject({
    ...{ check: 'warm-up', passed: true, recommendedBars: 30, historyBars: 30, decisionsChanged: false },
    indicators: [
      { indicator: 'fast', knownAfterBars: 10, settledAfterBars: 10 },
      { indicator: 'slow', knownAfterBars: 30, settledAfterBars: 30 },
    ],
  })
}, 60_000)

describe('quarterdeck backtest --hold-out', () => {
  const run = (...more: string[]) =>
    quarterdeck('backtest', 'buy-and-hold', '--symbols', 'SPX', '--hold-out', '2015-01-01', '--json', ...more)

  it('ends before it, and opens it only when told to, counting every time', async () => {
    const closed = (await run()).json()
    expect(closed.to).toBe('2014-12-31T00:00:00.000Z')
    expect(closed.holdOut).toMatchObject({ isOpen: false, outOfSample: null, openings: [] })
    const first = (await run('--open-hold-out')).json()
    const second = (await run('--open-hold-out')).json()
    expect(first.to).toBe('2020-04-17T00:00:00.000Z')
    expect(first.holdOut.openings).toHaveLength(1)
    expect(second.holdOut.openings).toHaveLength(2)
    expect(second.holdOut.openings[0]).toMatchObject({ from: 'command line', resultHash: first.resultHash })
    // Another look does not change what is seen.
    expect(second.resultHash).toBe(first.resultHash)
    expect(second.holdOut.outOfSample.totalReturn).toBe(first.holdOut.outOfSample.totalReturn)
    expect((await run()).json().holdOut.openings).toHaveLength(2)
  }, 60_000)

  it.each([
    [['--hold-out', '2015-13-01'], '2015-13-01'],
    [['--hold-out', '2015-01-01..2014-01-01'], 'before it begins'],
    [['--open-hold-out'], 'no hold-out'],
    [['--hold-out', '2015-01-01', '--from', '2016-01-01'], 'own hold-out'],
  ])('refuses %j', async (options, words) => {
    const { code, err } = await quarterdeck('backtest', 'sma-cross', '--symbols', 'SPX', ...options)
    expect(code).toBe(2)
    expect(err).toContain(words)
  })
})
