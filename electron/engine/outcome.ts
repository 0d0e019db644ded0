import type { EquitySeries, RoundTrip, RunLogEntry } from '../../shared/domain/backtest.ts'
import type { BacktestOutcome } from './backtest.ts'
import type { Books } from './books.ts'
import type { Ledger } from './ledger.ts'
import { imbalance } from './ledgerBalance.ts'
import { measurePerformance, monthlyReturns } from './performance.ts'
import { legsOf } from './positionLegs.ts'
import type { PreparedRun } from './prepareRun.ts'
import { buildStatement, totalCashFlows } from './statement.ts'
import type { SymbolCore } from './symbolCore.ts'

/** A run at its end. */
export interface FinishedRun {
  readonly prepared: PreparedRun
  readonly books: Books
  readonly log: RunLogEntry[]
  readonly equity: EquitySeries
  readonly endMs: number
  readonly stepsHeld: number
}

/** Turns a finished run into what it leaves behind. */
export function reportOutcome(run: FinishedRun): BacktestOutcome {
  const { prepared, books, equity } = run
  const { ledger, orders: book, execution } = books
  const { config, cores } = prepared
  requireBalance(ledger, cores)
  const closed = books.roundTrips.closed()
  const open = books.roundTrips.stillOpen(
    (core) => ledger.unrealized(core),
    (core) => ledger.rate[core.currencyId]!,
  )
  const trades = countBySymbol(closed)
  const orders = Array.from({ length: book.orders.count }, (_, place) => book.orders.snapshot(place + 1))
  const statement = buildStatement(books, equity.time[0]!)
  const symbolProfits = cores.filter(({ leg }) => leg >= 0).map((core) => bySymbol(core, ledger, trades))
  const profits = new Map(symbolProfits.map(({ symbol, profit }) => [symbol, profit]))
  const performance = measurePerformance({
    initialEquity: config.cash,
    equity,
    endMs: run.endMs,
    timeframe: config.timeframe,
    calendar: cores[0]!.instrument.calendar,
    riskFreeRate: config.riskFreeRate,
    roundTrips: closed,
    stepsHeld: run.stepsHeld,
    tradedValue: execution.tradedValue,
  })
  return {
    metrics: {
      ...performance,
      fees: converted(cores, ledger, ledger.fees),
      slippage: execution.slippageCost,
      dividends: converted(cores, ledger, ledger.dividends),
      fillCount: execution.fills.count,
      orderCount: orders.length,
      rejectedOrders: orders.filter((order) => order.status === 'rejected').length,
    },
    monthly: monthlyReturns(equity, config.cash),
    bySymbol: symbolProfits,
    roundTrips: [...closed, ...open],
    cashFlows: totalCashFlows(statement),
    exposure: books.hierarchy.report((symbol) => profits.get(symbol) ?? 0),
    statement,
    equity,
    fills: execution.fills.all(book.orders),
    orders,
    log: run.log,
    assumptions: books.assumptions.sentences(),
    bars: prepared.order.symbolIds.length / legsOf(cores[0]!),
    fromMs: equity.time[0]!,
    toMs: equity.time[equity.time.length - 1]!,
  }
}

/** Books that do not balance to the last minor unit are a fault of the engine and no result. */
function requireBalance(ledger: Ledger, cores: readonly SymbolCore[]): void {
  for (const [currencyId, currency] of ledger.currencies.entries()) {
    const off = imbalance(ledger, cores, currencyId)
    if (off !== 0) throw new Error(`the ledger is out by ${off} minor units of ${currency}`)
  }
}

/** Sum over all symbols of minor units, in the account's currency at the last rates. */
function converted(cores: readonly SymbolCore[], ledger: Ledger, minor: Float64Array): number {
  let total = 0
  for (const [currencyId, rate] of ledger.rate.entries()) {
    let units = 0
    for (const core of cores) if (core.currencyId === currencyId) units += minor[core.id]!
    if (units !== 0) total += (units / ledger.minor[currencyId]!) * rate
  }
  return total
}

function countBySymbol(closed: readonly RoundTrip[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { symbol } of closed) counts.set(symbol, (counts.get(symbol) ?? 0) + 1)
  return counts
}

/** Profit and fees of a symbol, both of its legs where it has two. */
function bySymbol(
  core: SymbolCore,
  ledger: Ledger,
  trades: ReadonlyMap<string, number>,
): BacktestOutcome['bySymbol'][number] {
  const legs = core.opposite === undefined ? [core] : [core, core.opposite]
  const rate = ledger.rate[core.currencyId]!
  let profit = 0
  let fees = 0
  for (const leg of legs) {
    const flows = ledger.dividends[leg.id]! + ledger.income[leg.id]!
    const booked = ledger.toUnits(leg, ledger.realized[leg.id]! + flows - ledger.fees[leg.id]!)
    profit += booked + ledger.unrealized(leg)
    fees += ledger.toUnits(leg, ledger.fees[leg.id]!)
  }
  return {
    symbol: core.symbol,
    profit: profit === 0 ? 0 : profit * rate,
    fees: fees === 0 ? 0 : fees * rate,
    trades: trades.get(core.symbol) ?? 0,
  }
}
