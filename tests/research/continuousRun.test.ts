import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import { dataAssumptions } from '../../electron/research/dataAssumptions.ts'
import { backtestConfigSchema } from '../../shared/domain/backtest.ts'
import type { RollAdjust } from '../../shared/domain/continuous.ts'
import { defineStrategy } from '../../shared/sdk/index.ts'
import { importFile, temporaryLake } from '../lake/lakeKit.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'

/** Real contracts of the Hang Seng index, and their last trades. */
const LAST_TRADES = {
  HSI201310: '2013-10-30T08:00:00Z',
  HSI201311: '2013-11-28T08:00:00Z',
  HSI201312: '2013-12-30T08:00:00Z',
}

async function chained(adjust: RollAdjust) {
  const fixture = await temporaryLake()
  await importFile(fixture.lake, sharedData('futures/hkfe_HSI_daily_trade.csv'))
  const instruments = Object.entries(LAST_TRADES).map(([symbol, lastTradeMs]) => ({
    symbol,
    multiplier: 50,
    tickSize: 1,
    terms: { kind: 'future', root: 'HSI', lastTradeMs, settlement: 'cash' },
  }))
  const file = await fixture.write('instruments.json', JSON.stringify(instruments))
  await fixture.lake.reference.import(file, { kind: 'instruments' })
  await fixture.lake.reference.continuous({
    ...{ root: 'HSI', symbol: 'HSI.c', roll: 'first-of-month', adjust, existing: 'refuse' },
  })
  return fixture.lake.slice({ symbol: 'HSI.c', timeframe: '1d' })
}

describe.skipIf(!hasSharedData)('a run over a continuous future', () => {
  it.each(['none', 'difference', 'ratio'] as const)(
    'earns what the contracts earned, each at its own prices, with the view adjusted by %s',
    async (adjust) => {
      const { series, slice } = await chained(adjust)
      const strategy = defineStrategy({
        name: 'Hold one contract',
        onBar(ctx) {
          if (ctx.position(ctx.symbol).quantity === 0) ctx.order(ctx.symbol, 1)
        },
      })
      const config = backtestConfigSchema.parse({
        ...{ strategyId: 'it', symbols: ['HSI.c'], timeframe: '1d', currency: 'HKD', cash: 5_000_000 },
      })
      const { fills, metrics } = createBacktest({ series: [series], strategy, config }).finish()
      expect(fills.map(({ side, price, tag }) => [side, price, tag])).toEqual([
        ['buy', 22_575, undefined],
        ['sell', 23_167, 'roll HSI201310 to HSI201311'],
        ['buy', 22_885, 'roll HSI201310 to HSI201311'],
        ['sell', 22_788, 'roll HSI201311 to HSI201312'],
        ['buy', 23_309, 'roll HSI201311 to HSI201312'],
      ])
      // The last bar of the chain closes at 23,284; a point is worth 50.
      const points = 23_167 - 22_575 + (22_788 - 22_885) + (23_284 - 23_309)
      expect(metrics.finalEquity).toBe(5_000_000 + 50 * points)
      expect(dataAssumptions([slice])[0]).toContain('3 contracts of HSI were chained by first-of-month.')
    },
  )
})
