import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { backtestOutputJsonSchema, backtestOutputSchema } from '../../electron/cli/backtestOutput.ts'
import { main } from '../../electron/cli/main.ts'
import { lockHome } from '../../electron/desk/deskLock.ts'
import { PROJECT_ROOT } from '../support/sampleHome.ts'
import { temporaryFolder, temporaryFolderForAll } from '../support/temporaryFolder.ts'

const home = temporaryFolderForAll()

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function quarterdeck(...args: string[]): Promise<Outcome> {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const stderr = { write: (text: string) => err.push(text) }
  const code = await main([...args, '--home', home], { stdout, stderr })
  return { code, out: out.join(''), err: err.join('') }
}

const json = ({ out }: Outcome) => JSON.parse(out)

describe('quarterdeck', () => {
  beforeAll(async () => {
    const { code, err } = await quarterdeck('data', 'list')
    expect(code).toBe(0)
    expect(err).toContain('importing the sample data')
  }, 60_000)

  it('backtests twice with the same answer, in the published form and as one JSON document', async () => {
    const first = await quarterdeck('backtest', 'sma-cross', '--symbols', 'SPX', '--json')
    const second = await quarterdeck('backtest', 'sma-cross', '--symbols', 'SPX', '--json')
    expect(first.code).toBe(0)
    expect(second.out).toBe(first.out)
    const output = backtestOutputSchema.parse(json(first))
    expect(output).toMatchObject({
      strategy: 'sma-cross',
      symbols: ['SPX'],
      timeframe: '1d',
      from: '2000-01-03T00:00:00.000Z',
      to: '2020-04-17T00:00:00.000Z',
      bars: 5105,
      parameters: { fast: 10, slow: 30, short: false },
    })
    expect(output.resultHash).toMatch(/^[0-9a-f]{64}$/)
    expect(output.equity.length).toBe(5105)
    expect(output.equity.at(-1)?.value).toBe(output.metrics.finalEquity)
    expect(output.dataQuality).toMatchObject([{ symbol: 'SPX', synthetic: false, bars: 5105 }])
  })

  it('publishes the schema that the output is checked by', () => {
    const file = path.join(PROJECT_ROOT, 'resources/schemas/backtest-output.schema.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(backtestOutputJsonSchema())
  })

  it('gives another result for other parameters, costs and periods', async () => {
    const hashes = new Set<string>()
    for (const more of [
      [],
      ['--param', 'fast=20'],
      ['--fees', 'percent:0.001'],
      ['--slippage', 'constant:2'],
      ['--from', '2010-01-01', '--to', '2015-12-31'],
      ['--cash', '5000'],
    ]) {
      const output = json(await quarterdeck('backtest', 'sma-cross', '--symbols', 'SPX', '--json', ...more))
      hashes.add(output.resultHash)
      if (more[0] === '--from')
        expect([output.from, output.to]).toEqual(['2010-01-04T00:00:00.000Z', '2015-12-31T00:00:00.000Z'])
      if (more[0] === '--fees') {
        for (const { quantity, price, fee } of output.fills)
          expect(fee).toBeCloseTo(quantity * price * 0.001, 2)
      }
    }
    expect(hashes.size).toBe(6)
  })

  it('runs every built-in strategy', async () => {
    const runs: readonly (readonly string[])[] = [
      ['buy-and-hold', '--symbols', 'SPX,AAPL', '--timeframe', '1M'],
      ['donchian-breakout', '--symbols', 'SPX', '--short'],
      ['global-momentum'],
      [
        'pairs-mean-reversion',
        '--symbols',
        'MSFT,IBM',
        '--timeframe',
        '1M',
        '--short',
        '--param',
        'length=12',
      ],
      ['rsi-reversion', '--symbols', 'SPX'],
    ]
    for (const args of runs) {
      const outcome = await quarterdeck('backtest', ...args, '--json')
      expect([args[0], outcome.code, outcome.err]).toEqual([args[0], 0, ''])
      const output = json(outcome)
      expect(output.fills.length).toBeGreaterThan(0)
      if (args[0] === 'global-momentum') {
        expect(output.assumptions[0]).toMatch(/^SYNTHETIC/)
        expect(new Set(output.fills.map(({ symbol }: { symbol: string }) => symbol)).size).toBeGreaterThan(4)
      }
    }
  })

  it('runs a strategy from a file, and reports its failure with the line', async () => {
    const file = path.join(temporaryFolder(), 'mine.ts')
    writeFileSync(
      file,
      "import { defineStrategy } from 'quarterdeck'\nexport default defineStrategy({\n  name: 'Mine',\n  onBar() {\n    throw new Error('not today')\n  },\n})\n",
    )
    const { code, err } = await quarterdeck('backtest', file, '--symbols', 'SPX')
    expect(code).toBe(1)
    expect(err).toBe('error: Error: not today (mine.ts:5:11)\n')
  })

  it('says of a result that orders were rejected, and that the account was used up', async () => {
    const file = path.join(temporaryFolder(), 'ruin.ts')
    // Sold short for a third of the account in 2003, AAPL was at 30 times its price in 2010.
    writeFileSync(
      file,
      `import { defineStrategy } from 'quarterdeck'
       export default defineStrategy({ name: 'Ruin', onBar(ctx) { if (ctx.index === 40) ctx.orderTargetPercent('AAPL', -0.33) } })`,
    )
    const args = ['backtest', file, '--symbols', 'AAPL', '--timeframe', '1M', '--json']
    const refused = json(await quarterdeck(...args))
    expect(refused.assumptions.join(' ')).toContain(
      '1 order was rejected; the first, for AAPL: short selling is off',
    )
    const ruined = json(await quarterdeck(...args, '--short'))
    expect(ruined.metrics.finalEquity).toBeLessThan(0)
    expect(ruined.assumptions.join(' ')).toContain('The account was used up on 200')
  })

  it('writes bundle, report and tables with --out, and the bundle runs again identically', async () => {
    const folder = path.join(temporaryFolder(), 'results')
    const answer = json(
      await quarterdeck('backtest', 'rsi-reversion', '--symbols', 'SPX', '--out', folder, '--json'),
    )
    expect(Object.keys(answer.files)).toEqual(['bundle', 'report', 'fills', 'equity', 'statement'])
    const fills = readFileSync(answer.files.fills, 'utf8').trim().split('\n')
    expect(fills.length).toBe(answer.fills.length + 1)
    expect(readFileSync(answer.files.equity, 'utf8').trim().split('\n').length).toBe(5106)
    const statement = readFileSync(answer.files.statement, 'utf8').trim().split('\n')
    expect(statement.length).toBe(answer.statement.length + 1)
    const rerun = await quarterdeck('backtest', '--from-bundle', answer.files.bundle)
    expect(rerun).toMatchObject({ code: 0, out: `identical\nresult ${answer.resultHash}\n` })
  })

  it('tells every movement of cash, whose sum is the last balance', async () => {
    const arguments_ = ['backtest', 'rsi-reversion', '--symbols', 'SPX', '--fees', 'percent:0.001'] as const
    const { statement, cashFlows } = json(await quarterdeck(...arguments_, '--json'))
    const sum = statement.reduce((total: number, { amount }: { amount: number }) => total + amount, 0)
    expect(sum).toBeCloseTo(statement.at(-1)?.balance ?? Number.NaN, 6)
    expect(cashFlows.map(({ kind }: { kind: string }) => kind)).toEqual(['deposit', 'trade', 'fee'])
    const printed = await quarterdeck(...arguments_, '--statement')
    expect(printed.out).toContain('Statement:')
    expect(printed.out).toMatch(/opening balance/)
  })

  it('takes settings from a file, with the command line above it', async () => {
    const file = path.join(temporaryFolder(), 'run.json')
    writeFileSync(file, JSON.stringify({ symbols: ['SPX'], parameters: { fast: 5 }, cash: 2500 }))
    const output = json(
      await quarterdeck('backtest', 'sma-cross', '--config', file, '--cash', '7000', '--json'),
    )
    expect(output.parameters.fast).toBe(5)
    expect(output.metrics.initialEquity).toBe(7000)
  })

  it.each([
    [{ symbol: 'SPX' }, 'Did you mean symbols?'],
    [
      { symbols: ['SPX'], fees: { model: 'percent', rate: 0.1, minimun: 2 } },
      'fees: unrecognized key: "minimun"',
    ],
    [
      { symbols: ['SPX'], slippage: { model: 'volume-share', volumeLimit: 2, priceImpact: 0 } },
      'slippage.volumeLimit',
    ],
  ])('refuses the settings %j with the path of what is wrong', async (settings, words) => {
    const file = path.join(temporaryFolder(), 'run.json')
    writeFileSync(file, JSON.stringify(settings))
    const { code, err } = await quarterdeck('backtest', 'sma-cross', '--config', file)
    expect(code).toBe(2)
    expect(err).toContain(words)
  })

  it('begins to decide after the bars of --warmup', async () => {
    const bars = async (...warmup: string[]) =>
      json(await quarterdeck('backtest', 'buy-and-hold', '--symbols', 'SPX', ...warmup, '--json')).fills[0]
        .time
    // The first session of 2000 is 3 January, the tenth 14 January; orders fill on the next one.
    expect(await bars()).toBe('2000-01-04T00:00:00.000Z')
    expect(await bars('--warmup', '9')).toBe('2000-01-18T00:00:00.000Z')
  })

  it('answers with one JSON document whatever is asked for', async () => {
    expect(json(await quarterdeck('--version', '--json'))).toEqual({ version: expect.stringMatching(/^\d/) })
    expect(json(await quarterdeck('backtest', '--help', '--json')).help).toContain('--warmup')
    for (const args of [[], ['data']]) {
      const { code, out, err } = await quarterdeck(...args, '--json')
      expect([code, err]).toEqual([2, ''])
      expect(JSON.parse(out).error.message).toBe('A command is missing.')
    }
  })

  it('refuses a home in a place that takes no folders, at once', async () => {
    const file = path.join(temporaryFolder(), 'a-file')
    writeFileSync(file, '')
    for (const place of [
      path.join(file, 'home'),
      ...(process.platform === 'linux' ? ['/proc/no-home'] : []),
    ]) {
      const answer = await main(['data', 'list', '--home', place], {
        stdout: { write: () => {} },
        stderr: { write: () => {} },
      })
      expect(answer).toBe(2)
      expect((await quarterdeck('backtest', 'buy-and-hold', '--symbols', 'SPX', '--out', place)).code).toBe(2)
    }
  })

  it.each([
    [['backtest', 'sma-cros', '--symbols', 'SPX'], "Did you mean 'sma-cross'?"],
    [['backtest', 'sma-cross', '--symbol', 'SPX'], 'Did you mean --symbols?'],
    [['backtest', 'sma-cross', '--symbols', 'SPZ'], "Did you mean 'SPX'?"],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--param', 'fats=2'], "Did you mean 'fast'?"],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--param', 'fast=0'], 'from 2 to 200'],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--fees', 'percnt:1'], "Did you mean 'percent'?"],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--from', '1.2.2020'], 'needs a date'],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--from', '2030-01-01'], '2020-04-17'],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--timeframe', '1m'], 'finest bars are 1d'],
    [
      ['backtest', 'sma-cross', '--symbols', 'SPX', '--cash', '-5'],
      'cash: too small: expected number to be >0',
    ],
    [['backtest', 'sma-cross', '--symbols', 'SPX,SPX'], 'symbols: a symbol is named twice'],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--from', '2010-02-31'], 'needs a date'],
    [
      ['backtest', 'sma-cross', '--symbols', 'SPX', '--from', '2011-01-01', '--to', '2010-01-01'],
      'before it begins',
    ],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--fees', 'percent'], 'Write percent:RATE[:MINIMUM].'],
    [['backtest', 'sma-cross', '--symbols', 'SPX', '--warmup', 'some'], '--warmup needs a number'],
    [['bench', 'no-such-bench'], "No bench matches 'no-such-bench'"],
    [['backtest', 'sma-cross'], 'Give some with --symbols'],
    [['backtst'], 'Did you mean backtest?'],
    [['data', 'show', 'SPX@1h'], 'SPX@1d'],
    [['data', 'lst'], 'Did you mean list?'],
    [['import', '/no/such/file.csv'], 'file.csv'],
    [['serve', '--port', 'high'], '--port needs a number'],
  ])('answers %j with exit code 2 and a way out', async (args, hint) => {
    const { code, out, err } = await quarterdeck(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(hint)
    expect(err).not.toMatch(/\n\s+at /)
    const asJson = await quarterdeck(...args, '--json')
    expect(asJson.code).toBe(2)
    expect(json(asJson).error.message).toBeTypeOf('string')
  })

  it('imports a file, shows what it detected first, and removes it again', async () => {
    const file = path.join(temporaryFolder(), 'TINY.csv')
    const rows = Array.from(
      { length: 20 },
      (_, day) =>
        `2021-03-${String(day + 1).padStart(2, '0')},${10 + day},${12 + day},${9 + day},${11 + day},100`,
    )
    writeFileSync(file, ['Date,Open,High,Low,Close,Volume', ...rows].join('\n'))
    const options = ['--timezone', 'UTC', '--calendar', '24x7']
    const dry = await quarterdeck('import', file, ...options, '--dry-run')
    expect(dry).toMatchObject({ code: 0 })
    expect(dry.out).toContain('would store TINY (20 bars)')
    expect((await quarterdeck('data', 'show', 'TINY@1d')).code).toBe(2)
    expect(await quarterdeck('import', file, ...options)).toMatchObject({ code: 0 })
    expect(json(await quarterdeck('data', 'show', 'TINY@1d', '--json'))).toMatchObject({ bars: 20 })
    expect(await quarterdeck('import', file, ...options)).toMatchObject({ code: 2 })
    expect(await quarterdeck('data', 'remove', 'TINY@1d')).toMatchObject({ code: 0 })
  })

  it('applies the splits and dividends of a file whose prices are said to be raw', async () => {
    const file = path.join(temporaryFolder(), 'PAYER.csv')
    // Held through a dividend of 0.50 on 6 January and a split of 2 for 1 on 7 January.
    const rows = [
      '2020-01-02,100,100,100,100,1000,0,1',
      '2020-01-03,100,100,100,100,1000,0,1',
      '2020-01-06,100,100,100,100,1000,0.5,1',
      '2020-01-07,50,50,50,50,1000,0,2',
      '2020-01-08,50,50,50,50,1000,0,1',
    ]
    writeFileSync(file, `date,open,high,low,close,volume,dividend,split_ratio\n${rows.join('\n')}\n`)
    const args = ['import', file, '--timeframe', '1d', '--currency', 'USD', '--asset-class', 'equity']
    expect((await quarterdeck(...args, '--adjustment', 'raww')).code).toBe(2)
    expect((await quarterdeck(...args, '--adjustment', 'raw')).code).toBe(0)
    const output = json(await quarterdeck('backtest', 'buy-and-hold', '--symbols', 'PAYER', '--json'))
    expect(output.metrics).toMatchObject({ finalEquity: 100_500, dividends: 500 })
    await quarterdeck('data', 'remove', 'PAYER@1d')
  })

  it('reads beside a desk that is running, and leaves its data alone', async () => {
    const lock = lockHome(path.join(home, 'desk.lock'), Date.now())
    try {
      expect(await quarterdeck('backtest', 'sma-cross', '--symbols', 'SPX')).toMatchObject({ code: 0 })
      const { code, err } = await quarterdeck('data', 'remove', 'SPX@1d')
      expect(code).toBe(1)
      expect(err).toContain('running on this home')
    } finally {
      lock.release()
    }
  })

  it('lists strategies and plugins, and finds itself in good health', async () => {
    expect(json(await quarterdeck('strategy', 'list', '--json')).length).toBeGreaterThanOrEqual(6)
    expect(json(await quarterdeck('plugin', 'list', '--json')).problems).toEqual([])
    expect(json(await quarterdeck('doctor', '--json'))).toMatchObject({ ok: true })
  })

  it('prints its version and help on stdout', async () => {
    expect(await quarterdeck('--version')).toMatchObject({ code: 0, out: '0.1.0\n' })
    const { code, out } = await quarterdeck('backtest', '--help')
    expect(code).toBe(0)
    expect(out).toContain('--from-bundle')
  })
})
