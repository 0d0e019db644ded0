import { describe, expect, it } from 'vitest'
import { runIndexes, universeNotes, withUniverse } from '../../electron/research/universe.ts'
import { type BacktestConfigInput, backtestConfigSchema } from '../../shared/domain/backtest.ts'
import { importText, temporaryLake } from '../lake/lakeKit.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
const BARS = (...dates: string[]) =>
  `date,open,high,low,close,volume\n${dates.map((date) => `${date},10,10,10,10,1`).join('\n')}\n`

const config = (more: Partial<BacktestConfigInput>) =>
  backtestConfigSchema.parse({ strategyId: 'it', timeframe: '1d', universe: 'IDX', ...more })

async function lakeOfIndex() {
  const fixture = await temporaryLake()
  const described = { timeframe: '1d', calendar: 'unknown', adjustment: 'raw' } as const
  await importText(fixture, 'a.csv', BARS('2019-01-02', '2021-01-04'), { symbol: 'AAA', ...described })
  await importText(fixture, 'd.csv', BARS('2019-01-02', '2019-06-03'), { symbol: 'DEAD', ...described })
  await importText(fixture, 'f.csv', BARS('2019-01-02', '2019-12-31'), { symbol: 'FB', ...described })
  await importText(fixture, 'm.csv', BARS('2020-01-02', '2021-01-04'), { symbol: 'META', ...described })
  const members =
    'ticker,start_date,end_date\nAAA,2000-01-01,\nDEAD,2000-01-01,2019-06-04\nFB,2013-01-01,2020-01-01\nMETA,2020-01-01,\nGONE,2001-01-01,2019-03-01\nLATER,2022-01-03,\n'
  const file = await fixture.write('members.csv', members)
  await fixture.lake.reference.import(file, { kind: 'members', symbol: 'IDX' })
  return fixture
}

describe('a run over an index', () => {
  it('takes every member of the period with data, the dead included, and names those without', async () => {
    const { lake } = await lakeOfIndex()
    const asked = config({ fromMs: day('2019-01-01'), toMs: day('2021-12-31') })
    const run = withUniverse(lake, asked)
    expect(run.symbols).toEqual(['AAA', 'DEAD', 'FB', 'META'])
    expect(universeNotes(lake, run)).toEqual([
      'The universe is IDX as of each day: 4 of its 5 members during the period have data, those that left or died included.',
      'SURVIVORSHIP BIAS: 1 member of IDX is not in the run for want of data: GONE.',
    ])
  })

  it('tells members that were not chosen from members without data, and names forty of a kind', async () => {
    const fixture = await lakeOfIndex()
    const { lake } = fixture
    const period = { fromMs: day('2019-01-01'), toMs: day('2021-12-31') }
    const [universe, ...rest] = universeNotes(lake, config({ ...period, symbols: ['AAA'] }))
    expect(universe).toContain('4 of its 5 members during the period have data')
    expect(rest).toEqual([
      'SURVIVORSHIP BIAS: 1 member of IDX is not in the run for want of data: GONE.',
      'The run names its symbols: 3 members of IDX with data are not in it: DEAD, FB, META.',
    ])
    const many = Array.from({ length: 60 }, (_, i) => `M${String(i).padStart(2, '0')},2000-01-01,`)
    const file = await fixture.write(
      'many.csv',
      `ticker,start_date,end_date\nAAA,2000-01-01,\n${many.join('\n')}\n`,
    )
    await lake.reference.import(file, { kind: 'members', symbol: 'BIG' })
    const [, bias] = universeNotes(lake, withUniverse(lake, config({ ...period, universe: 'BIG' })))
    expect(bias).toMatch(/60 members of BIG are not in the run for want of data: M00, .*, M39 and 20 more\.$/)
  })

  it('takes those of its period only', async () => {
    const { lake } = await lakeOfIndex()
    const run = withUniverse(lake, config({ fromMs: day('2020-06-01'), toMs: day('2021-12-31') }))
    expect(run.symbols).toEqual(['AAA', 'META'])
    expect(universeNotes(lake, run)).toHaveLength(1)
  })

  it('takes a renamed company once, and tells its membership under the run’s symbol', async () => {
    const fixture = await lakeOfIndex()
    const names = await fixture.write(
      'securities.csv',
      'id,symbol,from,to\nMETA,FB,2012-05-18,2019-12-31\nMETA,META,2020-01-01,\n',
    )
    await fixture.lake.reference.import(names, { kind: 'securities' })
    const run = withUniverse(fixture.lake, config({ toMs: day('2021-12-31') }))
    expect(run.symbols).toEqual(['AAA', 'DEAD', 'META'])
    const [index] = runIndexes(fixture.lake, run)
    expect(index?.memberships.filter(({ ticker }) => ticker === 'META')).toEqual([
      { ticker: 'META', fromMs: day('2013-01-01'), untilMs: day('2020-01-01') },
      { ticker: 'META', fromMs: day('2020-01-01') },
    ])
    // A run that ends before the rename has the company under its name of then.
    const early = withUniverse(fixture.lake, config({ fromMs: day('2019-01-01'), toMs: day('2019-06-28') }))
    expect(early.symbols).toEqual(['AAA', 'DEAD', 'FB'])
  })

  it('leaves symbols that are named alone', async () => {
    const { lake } = await lakeOfIndex()
    const run = config({ symbols: ['AAA'], toMs: day('2019-12-31'), fromMs: day('2019-01-01') })
    expect(withUniverse(lake, run)).toBe(run)
    expect(universeNotes(lake, run).at(-2)).toContain('want of data: GONE')
    expect(universeNotes(lake, run).at(-1)).toContain('DEAD, FB')
  })

  it('is refused for an unknown index, without any data, and without symbols', async () => {
    const { lake } = await lakeOfIndex()
    expect(() => withUniverse(lake, config({ universe: 'SP500' }))).toThrow(/index 'SP500'/)
    expect(() => withUniverse(lake, config({ timeframe: '1h' }))).toThrow(/no 1h bars of any member/)
    const { universe: _universe, ...bare } = config({})
    expect(() => withUniverse(lake, bare)).toThrow('A run needs at least one symbol.')
  })
})

describe.skipIf(!hasSharedData)('a run over the S&P 500', () => {
  it('names all but the members there are data of: those of zipline’s bundle', async () => {
    const fixture = await temporaryLake()
    const { lake } = fixture
    const inspection = await lake.inspect(sharedData('equities/z7_daily_raw.csv.gz'))
    const plan = {
      ...inspection.plan,
      defects: { ...inspection.plan.defects, 'crossed-range': 'keep' as const },
    }
    await lake.commit(sharedData('equities/z7_daily_raw.csv.gz'), inspection.fileHash, plan)
    await lake.reference.import(sharedData('equities/z7_listing_ranges.csv'), { kind: 'securities' })
    const members = sharedData('equities/sp500_ticker_start_end.csv')
    await lake.reference.import(members, { kind: 'members', symbol: 'SP500' })
    const run = withUniverse(
      lake,
      config({ universe: 'SP500', fromMs: day('2010-01-04'), toMs: day('2014-12-31') }),
    )
    expect(run.symbols).toContain('DELL')
    const [covered, missing] = universeNotes(lake, run)
    expect(covered).toContain(`${run.symbols.length} of its`)
    expect(missing).toContain('AAPL')
    expect(missing?.split(': ').at(-1)).not.toMatch(/\bDELL\b/)
    const { slice } = await lake.slice({ symbol: 'DELL', timeframe: '1d', toMs: day('2014-12-31') })
    expect(slice.construction).toContain('DELL was delisted after 2013-10-29.')
  })
})
