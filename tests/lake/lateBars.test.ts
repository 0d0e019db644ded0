import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import { coarserCloses, knownCloses } from '../../electron/lake/bars/knownBars.ts'
import type { Lake } from '../../electron/lake/lake.ts'
import { backtestConfigSchema } from '../../shared/domain/backtest.ts'
import { barCloses } from '../../shared/domain/barClose.ts'
import type { ImportPlan } from '../../shared/domain/importPlan.ts'
import { defineStrategy } from '../../shared/sdk/index.ts'
import { deskError, importFile, type LakeFixture, temporaryLake } from './lakeKit.ts'

const HEAD = 'time,known_at,open,high,low,close,volume\n'
/** The bar of 10:00 comes at 12:30 and is corrected at 13:10; that of 11:00 was in time. */
const HOURS = `${HEAD}2024-01-02T09:00:00Z,2024-01-02T10:00:00Z,1,2,1,2,10
2024-01-02T10:00:00Z,2024-01-02T12:30:00Z,2,3,2,3,10
2024-01-02T11:00:00Z,2024-01-02T12:00:00Z,3,4,3,4,10
2024-01-02T12:00:00Z,2024-01-02T13:00:00Z,4,5,4,5,10
2024-01-02T10:00:00Z,2024-01-02T13:10:00Z,2,9,2,8,10
`
const at = (time: string) => Date.parse(`2024-01-02T${time}:00Z`)
const clock = (timeMs: number) => new Date(timeMs).toISOString().slice(11, 23)

async function importHours(
  fixture: LakeFixture,
  text = HOURS,
  over: Partial<ImportPlan> = {},
): Promise<Lake> {
  const file = await fixture.write('LATE.csv', text)
  await importFile(fixture.lake, file, { symbol: 'LATE', calendar: '24x7', timeframe: '1h', ...over })
  return fixture.lake
}

describe('bars with the times at which they became known', () => {
  it('keep their first vintage, and beside it what was corrected', async () => {
    const lake = await importHours(await temporaryLake())
    const dataset = lake.show('LATE@1h')
    expect(dataset).toMatchObject({ bars: 4, vintages: { late: 2, corrections: 1 } })
    const { columns } = await lake.bars('LATE@1h', '1h', undefined, undefined, 100)
    expect([...columns.close]).toEqual([2, 3, 4, 5])
  })

  it('are revealed at their close or when they became known, in their order', async () => {
    const lake = await importHours(await temporaryLake())
    const { series, slice } = await lake.slice({ symbol: 'LATE', timeframe: '1h' })
    expect(Array.from(series.closeMs ?? [], clock)).toEqual([
      ...['10:00:00.000', '12:30:00.000', '12:30:00.001', '13:00:00.000'],
    ])
    expect(slice.construction).toContain('2 bars became known after their close')
    expect(slice.construction).toContain('1 times a bar was corrected later')
    const seen: string[] = []
    const strategy = defineStrategy({
      name: 'watch',
      onBar: (ctx) => void seen.push(`${clock(ctx.timeMs).slice(0, 5)} ${ctx.close}`),
    })
    const config = backtestConfigSchema.parse({ strategyId: 'it', symbols: ['LATE'], timeframe: '1h' })
    createBacktest({ series: [series], strategy, config }).finish()
    expect(seen).toEqual(['10:00 2', '12:30 3', '12:30 4', '13:00 5'])
  })

  it('can be read as they were known at any time', async () => {
    const lake = await importHours(await temporaryLake())
    const closes = async (time: string) => {
      const { series } = await lake.slice({ symbol: 'LATE', timeframe: '1h', asOfMs: at(time) })
      return [...series.columns.close]
    }
    expect(await closes('12:00')).toEqual([2, 4])
    expect(await closes('12:30')).toEqual([2, 3, 4])
    expect(await closes('13:09')).toEqual([2, 3, 4, 5])
    expect(await closes('13:10')).toEqual([2, 8, 4, 5])
  })

  it('give coarser bars that are known when their last bar is', async () => {
    const lake = await importHours(await temporaryLake())
    const { series } = await lake.slice({ symbol: 'LATE', timeframe: '2h' })
    expect(Array.from(series.columns.time, clock)).toEqual(['08:00:00.000', '10:00:00.000', '12:00:00.000'])
    expect(Array.from(series.closeMs ?? [], clock)).toEqual([
      ...['10:00:00.000', '12:30:00.001', '14:00:00.000'],
    ])
  })

  it('take a date for the end of its day, and a time without a zone as one of the plan’s', async () => {
    const text = `${HEAD}2024-01-02,2024-01-03,1,1,1,1,1\n2024-01-03,2024-01-05 09:00,1,1,1,1,1\n`
    const fixture = await temporaryLake()
    const lake = await importHours(fixture, text, { timeframe: '1d', timeZone: 'America/New_York' })
    const { series } = await lake.slice({ symbol: 'LATE', timeframe: '1d' })
    expect(Array.from(series.closeMs ?? [], (time) => new Date(time).toISOString())).toEqual([
      ...['2024-01-04T04:59:59.999Z', '2024-01-05T14:00:00.000Z'],
    ])
  })

  it('are refused where a time cannot be read, and where one vintage is there twice with other prices', async () => {
    const fixture = await temporaryLake()
    const unreadable = await deskError(importHours(fixture, HOURS.replace('2024-01-02T12:30:00Z', 'later')))
    expect(unreadable.message).toContain("1 of 'unreadable-time'")
    const twice = await deskError(
      importHours(fixture, `${HOURS}2024-01-02T10:00:00Z,2024-01-02T13:10:00Z,2,9,2,7,10\n`),
    )
    expect(twice.message).toContain("1 of 'conflicting-duplicate'")
  })

  it('export and import again with the identical hash, corrections and all', async () => {
    const lake = await importHours(await temporaryLake())
    const csv = new TextDecoder().decode(await lake.exportCsv('LATE@1h'))
    expect(csv.split('\n')).toHaveLength(7)
    const other = await importHours(await temporaryLake(), csv)
    expect(other.show('LATE@1h')).toMatchObject({
      hash: lake.show('LATE@1h').hash,
      vintages: { late: 2, corrections: 1 },
    })
  })
})

describe('the times at which bars are revealed', () => {
  const HOUR_MS = 3_600_000
  const delays = fc.array(fc.integer({ min: -2, max: 5 }), { minLength: 1, maxLength: 40 })

  it('ascend, and are never before the close nor before the bar was known', () => {
    fc.assert(
      fc.property(delays, (hours) => {
        const open = Float64Array.from(hours, (_, bar) => bar * HOUR_MS)
        const known = Float64Array.from(hours, (delay, bar) => (bar + 1 + delay) * HOUR_MS)
        const { closeMs, late } = knownCloses(open, known, '1h')
        for (let bar = 0; bar < open.length; bar++) {
          expect(closeMs[bar]).toBeGreaterThanOrEqual((bar + 1) * HOUR_MS)
          expect(closeMs[bar]).toBeGreaterThanOrEqual(known[bar] ?? 0)
          if (bar > 0) expect(closeMs[bar]).toBeGreaterThan(closeMs[bar - 1] ?? 0)
        }
        expect(late === 0).toBe(hours.every((delay) => delay <= 0))
      }),
      { seed: 21 },
    )
  })

  it('of coarser bars are never before the last finer bar in them, which may reach beyond them', () => {
    const open = Float64Array.of(0, 2 * HOUR_MS)
    const fine = Float64Array.of(0.5, 1.5, 2.5).map((hour) => hour * HOUR_MS)
    const starts = Float64Array.of(0, 0, 2 * HOUR_MS)
    expect([...(coarserCloses(open, '2h', starts, barCloses(fine, '1h')) ?? [])]).toEqual([
      2.5 * HOUR_MS,
      4 * HOUR_MS,
    ])
    expect(
      coarserCloses(
        open,
        '2h',
        starts,
        Float64Array.of(1, 2, 3).map((hour) => hour * HOUR_MS),
      ),
    ).toBeUndefined()
  })
})
