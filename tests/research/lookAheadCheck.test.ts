import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'
import { lookAheadOf } from '../support/checkText.ts'
import { makeSeries } from '../support/runStrategy.ts'
import { PROJECT_ROOT } from '../support/sampleHome.ts'

const DAYS = 400
const START_MS = Date.UTC(2018, 0, 1)
const DAY_MS = 86_400_000

/** A seeded random walk of daily closes. */
function walk(seed: number, count = DAYS): number[] {
  const random = new Xoshiro128(seed)
  let price = 100
  return Array.from({ length: count }, () => {
    price *= 1 + 0.04 * (random.next() - 0.5)
    return Math.round(price * 100) / 100
  })
}
const closes = walk(1)
const market = { series: [makeSeries('A', closes)] }
const dayOf = (index: number) => new Date(START_MS + index * DAY_MS).toISOString().slice(0, 10)

/** A strategy whose `onBar` sets `wanted`, the share of the account to hold. */
const strategy = (
  body: string,
  before = '',
  more = '',
) => `import { defineStrategy, ema, sma } from 'quarterdeck'
${before}
export default defineStrategy({
  name: 'It',
  ${more}
  onBar(ctx) {
    let wanted = 0
    ${body}
    if (wanted > 0 !== ctx.position(ctx.symbol).quantity > 0) ctx.orderTargetPercent(ctx.symbol, wanted)
  },
})`

describe('a strategy that reads no future passes', () => {
  it('with declared indicators, windows of its own over the bars, and random numbers', async () => {
    const outcome = await lookAheadOf(
      strategy(
        `let sum = 0
        for (let i = Math.max(0, ctx.index - 9); i <= ctx.index; i++) sum += ctx.bars.close[i]
        if (ctx.slow < sum / 10 && ctx.random() < 0.9) wanted = 1`,
        '',
        'indicators: ({ close }) => ({ slow: ema(close, 30) }),',
      ),
      market,
    )
    expect(outcome).toMatchObject({
      passed: true,
      failedTrials: 0,
      findings: [],
      hint: null,
      indicators: ['slow'],
    })
    expect(outcome.decisions).toBeGreaterThan(20)
    // The repetition, and each cut in two ways.
    expect(outcome.trials).toBe(1 + 2 * outcome.cutsMs.length)
    expect(outcome.cutsMs.length).toBeGreaterThanOrEqual(20)
  })

  it('that reads beyond the newest bar, which is NaN by design', async () => {
    const peek = strategy('if (ctx.bars.close[ctx.index + 1] > ctx.close) wanted = 1')
    expect((await lookAheadOf(peek, market)).passed).toBe(true)
  })

  it('that orders at its end: a cut is not the end', async () => {
    const text = strategy('wanted = 1', '', 'onEnd(ctx) { ctx.closePosition("A") },')
    expect((await lookAheadOf(text, market)).passed).toBe(true)
  })

  it('whose order a split changes afterwards: what counts is what was submitted', async () => {
    const series = makeSeries('A', closes)
    const split = { kind: 'split' as const, timeMs: START_MS + 300 * DAY_MS, ratio: 2 }
    const text = strategy('if (ctx.index < 60) ctx.order("A", 10, { limitPrice: 1 + ctx.index / 100 })')
    const outcome = await lookAheadOf(text, { series: [{ ...series, actions: [split] }] })
    expect(outcome.findings).toEqual([])
  })

  it('that holds over the rolls of a continuous future, whose orders are none of its decisions', async () => {
    const series = makeSeries('A', closes)
    const rolls = Array.from({ length: DAYS / 5 }, (_, place) => ({
      ...{ kind: 'roll' as const, timeMs: START_MS + (place * 5 + 3) * DAY_MS },
      ...{ from: `A${place}`, to: `A${place + 1}`, fromPrice: closes[place * 5 + 2] ?? 100 },
      toPrice: closes[place * 5 + 2] ?? 100,
    }))
    const outcome = await lookAheadOf(strategy('if (ctx.index % 20 > 3) wanted = 1'), {
      series: [{ ...series, actions: rolls }],
    })
    expect(outcome.findings).toEqual([])
  })

  const folder = path.join(PROJECT_ROOT, 'plugins')
  const builtIns = readdirSync(folder).flatMap((plugin) =>
    readdirSync(path.join(folder, plugin, 'src')).map((file) => path.join(folder, plugin, 'src', file)),
  )
  it.each(builtIns.map((file) => [path.basename(file), file]))('as %s does', async (_, file) => {
    const source = readFileSync(file, 'utf8')
    const series = ['A', 'B', 'C', 'D'].map((symbol, place) => makeSeries(symbol, walk(place + 1)))
    const symbols = source.includes('pairs') || source.includes('Pairs') ? series.slice(0, 2) : series
    const outcome = await lookAheadOf(source, { series: symbols }, {}, { allowShort: true, maxLeverage: 3 })
    expect(outcome.findings).toEqual([])
  })
})

describe('a look ahead is found', () => {
  it('through a centred window that is cut at the length of the bars', async () => {
    const { passed, findings, hint } = await lookAheadOf(
      strategy(`const to = Math.min(ctx.index + 5, ctx.bars.close.length - 1)
        let sum = 0
        for (let i = Math.max(0, ctx.index - 5); i <= to; i++) sum += ctx.bars.close[i] || 0
        if (sum / (to - ctx.index + 5) > 0.55 * ctx.close) wanted = 1`),
      market,
    )
    expect(passed).toBe(false)
    expect(findings[0]).toMatchObject({ kind: 'decision', probe: 'cut-off', symbol: 'A' })
    expect(hint).toContain('bars.close.length')
  })

  it('through the length of the arrays, and names the order and its line', async () => {
    const text = strategy('if (ctx.index > ctx.bars.time.length * 0.5) wanted = 1')
    const { passed, findings, failedTrials } = await lookAheadOf(text, market)
    expect(passed).toBe(false)
    expect(failedTrials).toBeGreaterThan(5)
    const finding = findings[0]
    if (finding?.kind !== 'decision') throw new Error('no decision')
    // With half as many bars the half is reached earlier: an order that the whole run did not give.
    expect(finding.withFuture).toBeNull()
    expect(finding.withoutFuture).toMatchObject({ kind: 'order', side: 'buy', type: 'market', symbol: 'A' })
    expect(finding.place?.line).toBeGreaterThan(1)
  })

  it('through a table of dated rows in the source, however it is written', async () => {
    const rows = closes.map((close, index) => [dayOf(index), close] as const)
    const forms: Record<string, [string, string]> = {
      pairs: [`const rows = new Map(${JSON.stringify(rows)})`, 'rows.get(next)'],
      object: [`const rows = ${JSON.stringify(Object.fromEntries(rows))}`, 'rows[next]'],
      records: [
        `const rows = ${JSON.stringify(rows.map(([date, close]) => ({ date, close })))}`,
        'rows.find(({ date }) => date === next)?.close',
      ],
      milliseconds: [
        `const rows = new Map(${JSON.stringify(rows.map(([date, close]) => [Date.parse(date), close]))})`,
        'rows.get(Date.parse(next))',
      ],
      csv: [
        `const rows = new Map(\`${rows.map((row) => row.join()).join('\n')}\`.trim().split('\\n').map((line) => [line.split(',')[0], Number(line.split(',')[1])]))`,
        'rows.get(next)',
      ],
      json: [`const rows = JSON.parse('${JSON.stringify(Object.fromEntries(rows))}')`, 'rows[next]'],
    }
    for (const [name, [table, tomorrow]] of Object.entries(forms)) {
      const text = strategy(
        `const next = new Date(ctx.barTimeMs + ${DAY_MS}).toISOString().slice(0, 10)
        if (${tomorrow} > ctx.close) wanted = 1`,
        table,
      )
      const { passed, findings, hint } = await lookAheadOf(text, market, { cuts: 12 })
      expect([name, passed]).toEqual([name, false])
      expect([name, findings[0]?.probe]).toEqual([name, 'source'])
      expect(hint).toContain('table in the source')
      expect(findings[0]?.place?.line).toBeGreaterThan(1)
    }
  })

  it('through rows of an outside series that were not published yet', async () => {
    // Monthly figures, dated with the month they are about.
    const rows = Array.from({ length: 13 }, (_, month) => ({
      date: new Date(Date.UTC(2018, month, 1)).toISOString().slice(0, 10),
      value: Math.sin(month * 2),
    }))
    const text = strategy(
      `const coming = figures.find(({ date }) => Date.parse(date) > ctx.timeMs)
      if ((coming?.value ?? 0) > 0) wanted = 1`,
      `const figures = ${JSON.stringify(rows)}`,
    )
    const { findings } = await lookAheadOf(text, market)
    expect(findings[0]).toMatchObject({ probe: 'source', kind: 'decision' })
  })

  it('not where only rows of the past are used', async () => {
    const rows = closes.map((close, index) => [dayOf(index), close])
    const text = strategy(
      `const before = new Date(ctx.barTimeMs - ${DAY_MS}).toISOString().slice(0, 10)
      if (rows.get(before) > ctx.close) wanted = 1`,
      `const rows = new Map(${JSON.stringify(rows)})`,
    )
    const outcome = await lookAheadOf(text, market)
    expect(outcome.trials).toBeGreaterThan(2 * outcome.cutsMs.length + 1)
    expect(outcome.findings).toEqual([])
  })

  it('through the maximum of a pasted table', async () => {
    const rows = closes.map((close, index) => [dayOf(index), close])
    const text = strategy(
      'if (ctx.close < 0.97 * highest) wanted = 1',
      `const rows = ${JSON.stringify(rows)}
const highest = Math.max(...rows.map(([, close]) => close))`,
    )
    expect((await lookAheadOf(text, market)).findings[0]).toMatchObject({ probe: 'source' })
  })

  it('through a list of figures without dates that runs beside the bars', async () => {
    const text = strategy(
      'if (list[ctx.index + 1] > ctx.close) wanted = 1',
      `const list = ${JSON.stringify(closes)}`,
    )
    expect((await lookAheadOf(text, market)).findings[0]).toMatchObject({ probe: 'source' })
  })

  it('through what a program keeps from one run to the next', async () => {
    const text = strategy(
      `seen.set(ctx.index, ctx.close)
      if ((seen.get(ctx.index + 1) ?? 0) > ctx.close) wanted = 1`,
      'const seen = new Map()',
    )
    const { findings, hint } = await lookAheadOf(text, market)
    expect(findings.map(({ probe }) => probe)).toEqual(['repeat'])
    expect(hint).toContain('onStart')
  })

  it('through the global object', async () => {
    const text = strategy(
      `const seen = (globalThis.kept ??= new Map())
      seen.set(ctx.index, ctx.close)
      if ((seen.get(ctx.index + 1) ?? 0) > ctx.close) wanted = 1`,
    )
    const { findings } = await lookAheadOf(text, market)
    Reflect.deleteProperty(globalThis, 'kept')
    expect(new Set(findings.map(({ probe }) => probe))).toEqual(new Set(['repeat', 'cut-off', 'noise']))
  })

  it('in a program that fails once its rows are gone', async () => {
    const rows = closes.map((close, index) => ({ day: dayOf(index), close }))
    const text = strategy(
      `const day = new Date(ctx.barTimeMs + ${DAY_MS}).toISOString().slice(0, 10)
      if (ctx.index < ${DAYS - 1} && rows.find((row) => row.day === day).close > ctx.close) wanted = 1`,
      `const rows = ${JSON.stringify(rows)}`,
    )
    const { findings } = await lookAheadOf(text, market)
    expect(findings[0]).toMatchObject({ probe: 'source', kind: 'failure' })
    expect(
      findings.some((finding) => finding.kind === 'failure' && finding.message.includes('undefined')),
    ).toBe(true)
  })
})

it('is reproducible by its seed, and other seeds cut elsewhere', async () => {
  const text = strategy('if (ctx.index > ctx.bars.time.length * 0.5) wanted = 1')
  const [first, again, other] = await Promise.all([
    lookAheadOf(text, market, { seed: 7 }),
    lookAheadOf(text, market, { seed: 7 }),
    lookAheadOf(text, market, { seed: 8 }),
  ])
  expect(again).toEqual(first)
  expect(other.cutsMs).not.toEqual(first.cutsMs)
})

it('refuses data of a single bar', async () => {
  const one = { series: [makeSeries('A', [100])] }
  await expect(lookAheadOf(strategy('wanted = 1'), one)).rejects.toMatchObject({ code: 'DATA_MISSING' })
})
