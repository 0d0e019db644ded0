import { z } from 'zod'
import { groupExposureSchema } from '../../shared/domain/accountRules.ts'
import { metricsSchema, type RunResult } from '../../shared/domain/backtest.ts'
import { type HoldOutOpening, type HoldOutResult, periodMetricsSchema } from '../../shared/domain/holdOut.ts'
import { positionSideSchema } from '../../shared/domain/order.ts'
import { cashFlowKindSchema, cashFlowTotalSchema } from '../../shared/domain/statement.ts'
import { parameterValuesSchema } from '../../shared/domain/strategy.ts'

const isoTime = z.iso.datetime().describe('ISO 8601, UTC')

const dataQualitySchema = z.object({
  symbol: z.string(),
  datasetId: z.string(),
  source: z.string(),
  synthetic: z.boolean().describe('the prices were generated'),
  adjustment: z.enum(['raw', 'split', 'split-dividend', 'unknown']),
  bars: z.number().int(),
  from: isoTime,
  to: isoTime,
  hash: z.string().describe('SHA-256 over the columns and actions read'),
  expectedBars: z.number().int().nullable(),
  missingBars: z.number().int().nullable(),
  droppedRows: z.number().int(),
  construction: z.string().optional().describe('how bars were built that are not lengths of time'),
  outsideSessions: z.number().int().optional().describe('bars left out by --session regular'),
  counts: z.record(z.string(), z.number().int()).describe('defects by kind'),
  timeframe: z.string().optional().describe('of bars that the strategy read in another timeframe'),
})

const pointInTimeSchema = z.object({
  kind: z.enum(['values', 'news']),
  datasetId: z.string(),
  source: z.string(),
  rows: z.number().int().describe('rows that were known by the end of the run'),
  firstKnown: isoTime,
  lastKnown: isoTime,
  hash: z.string().describe('SHA-256 over the rows read'),
})

/** What `quarterdeck backtest --json` writes. */
export const backtestOutputSchema = z
  .object({
    resultHash: z.string().describe('SHA-256 over inputs and outcome: the same inputs give the same hash'),
    engineVersion: z.string(),
    strategy: z.string().describe('id of the strategy'),
    strategyName: z.string(),
    strategyHash: z.string().describe('SHA-256 of its source'),
    parameters: parameterValuesSchema,
    symbols: z.array(z.string()),
    timeframe: z.string(),
    currency: z.string(),
    from: isoTime.describe('open of the first bar'),
    to: isoTime.describe('open of the last bar'),
    bars: z.number().int().describe('bars processed, over all symbols'),
    metrics: metricsSchema,
    fills: z.array(
      z.object({
        time: isoTime,
        symbol: z.string(),
        side: z.enum(['buy', 'sell']),
        quantity: z.number(),
        price: z.number(),
        fee: z.number(),
        slippage: z.number(),
        positionSide: positionSideSchema.optional().describe('on a hedging account'),
        tag: z.string().optional(),
      }),
    ),
    equity: z.array(z.object({ time: isoTime, value: z.number() })),
    cashFlows: z.array(cashFlowTotalSchema).describe('sums of the statement by kind and currency'),
    statement: z
      .array(
        z.object({
          time: isoTime,
          kind: cashFlowKindSchema,
          symbol: z.string().optional(),
          currency: z.string(),
          amount: z.number().describe('change of cash, positive when received'),
          balance: z.number().describe('cash in the currency after it'),
          text: z.string(),
        }),
      )
      .describe('every movement of cash, in order'),
    exposure: z.array(groupExposureSchema).describe('of each region, asset class, sector and symbol'),
    dataQuality: z.array(dataQualitySchema),
    pointInTime: z.array(pointInTimeSchema).optional().describe('values and news that the strategy read'),
    assumptions: z.array(z.string()),
    holdOut: z
      .object({
        from: isoTime,
        to: isoTime.nullable().describe('null for the end of the data'),
        isOpen: z.boolean().describe('the run went through it'),
        inSample: periodMetricsSchema.nullable(),
        outOfSample: periodMetricsSchema.nullable().describe('null while it is closed'),
        openings: z
          .array(
            z.object({
              time: isoTime,
              by: z.string(),
              from: z.string().describe('window or command line'),
              strategyHash: z.string(),
              parameters: parameterValuesSchema,
              resultHash: z.string().nullable(),
            }),
          )
          .describe('every run of this strategy through this hold-out, this one included, oldest first'),
      })
      .optional()
      .describe('with --hold-out'),
    files: z
      .object({
        bundle: z.string(),
        report: z.string(),
        fills: z.string(),
        equity: z.string(),
        statement: z.string(),
      })
      .optional()
      .describe('written with --out'),
  })
  .meta({ title: 'Output of quarterdeck backtest --json' })
export type BacktestOutput = z.infer<typeof backtestOutputSchema>

/** JSON Schema (2020-12) of the output, for programs in other languages. */
export function backtestOutputJsonSchema(): unknown {
  return z.toJSONSchema(backtestOutputSchema)
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString()
}

function toHoldOut(
  { period, isOpen, inSample, outOfSample }: HoldOutResult,
  openings: readonly HoldOutOpening[],
): BacktestOutput['holdOut'] {
  return {
    from: iso(period.fromMs),
    to: period.toMs === undefined ? null : iso(period.toMs),
    ...{ isOpen, inSample, outOfSample },
    openings: openings.map(({ openedMs, openedBy, openedFrom, strategyHash, parameters, resultHash }) => ({
      time: iso(openedMs),
      by: openedBy,
      from: openedFrom,
      ...{ strategyHash, parameters, resultHash },
    })),
  }
}

/** A result in the form of the command line. */
export function toBacktestOutput(
  result: RunResult,
  openings: readonly HoldOutOpening[] = [],
  files?: BacktestOutput['files'],
): BacktestOutput {
  const { record, summary, fills, equity, statement } = result
  const { config } = record
  return {
    resultHash: summary.resultHash,
    engineVersion: summary.engineVersion,
    strategy: config.strategyId,
    strategyName: record.strategyName,
    strategyHash: record.strategyHash,
    parameters: Object.fromEntries(
      result.description.parameters.map(({ name, default: preset }) => [
        name,
        config.parameters[name] ?? preset,
      ]),
    ),
    symbols: config.symbols,
    timeframe: config.timeframe,
    currency: config.currency,
    from: iso(summary.fromMs),
    to: iso(summary.toMs),
    bars: summary.bars,
    metrics: summary.metrics,
    fills: fills.map(({ timeMs, symbol, side, quantity, price, fee, slippage, positionSide, tag }) => ({
      time: iso(timeMs),
      symbol,
      side,
      quantity,
      price,
      fee,
      slippage,
      ...(positionSide === undefined ? {} : { positionSide }),
      ...(tag === undefined ? {} : { tag }),
    })),
    equity: Array.from(equity.time, (timeMs, index) => ({
      time: iso(timeMs),
      value: equity.equity[index] ?? 0,
    })),
    cashFlows: summary.cashFlows,
    statement: statement.map(({ timeMs, ...line }) => ({ time: iso(timeMs), ...line })),
    exposure: summary.exposure,
    dataQuality: summary.data.map(({ quality, fromMs, toMs, timeframe, calendar: _calendar, ...slice }) => ({
      ...slice,
      ...(timeframe === config.timeframe ? {} : { timeframe }),
      from: iso(fromMs),
      to: iso(toMs),
      expectedBars: quality.expectedBars,
      missingBars: quality.missingBars,
      droppedRows: quality.droppedRows,
      counts: quality.counts,
    })),
    ...(summary.pointInTime
      ? {
          pointInTime: summary.pointInTime.map(({ firstKnownMs, lastKnownMs, ...slice }) => ({
            ...slice,
            firstKnown: iso(firstKnownMs),
            lastKnown: iso(lastKnownMs),
          })),
        }
      : {}),
    assumptions: summary.assumptions,
    ...(summary.holdOut ? { holdOut: toHoldOut(summary.holdOut, openings) } : {}),
    ...(files ? { files } : {}),
  }
}
