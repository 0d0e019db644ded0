/**
 * Quarterdeck SDK: everything a strategy imports.
 *
 * A strategy declares its parameters and indicators, and decides in `onBar`. The same file runs unchanged in a
 * backtest, on paper and live. It sees only what was known at its clock's time: indicators are expressions that the
 * engine computes once and reveals bar by bar.
 */

/** @since 0.1.0 Units of time and money are in the names; epoch milliseconds are UTC. */
export type EpochMs = number

// ---------------------------------------------------------------- parameters

/** @since 0.1.0 A number the user can set and a sweep can search. */
export interface NumberParameter {
  readonly default: number
  readonly min?: number
  readonly max?: number
  /** Distance between neighbouring values in a sweep and in the form. Whole numbers by default where `default` is whole. */
  readonly step?: number
  readonly label?: string
  readonly description?: string
}

/** @since 0.1.0 A switch. */
export interface BooleanParameter {
  readonly default: boolean
  readonly label?: string
  readonly description?: string
}

/** @since 0.1.0 One of a few words. */
export interface ChoiceParameter {
  readonly default: string
  readonly choices: readonly string[]
  readonly label?: string
  readonly description?: string
}

/** @since 0.1.0 */
export type Parameter = NumberParameter | BooleanParameter | ChoiceParameter

/** @since 0.1.0 The values that declared parameters have in a run. */
export type ParameterValuesOf<P extends Readonly<Record<string, Parameter>>> = {
  readonly [K in keyof P]: P[K] extends { readonly choices: readonly (infer C)[] }
    ? C
    : P[K] extends { readonly default: boolean }
      ? boolean
      : number
}

// ---------------------------------------------------------------- indicators

/**
 * @since 0.1.0 One number per bar, as an expression: it has no values while a strategy is declared, the engine
 * computes it over the columns and reveals each value when its bar has closed. NaN until enough bars are known.
 */
export interface Series {
  readonly kind: 'series'
}

/** @since 0.1.0 A series, or the same number at every bar. */
export type SeriesOrNumber = Series | number

/**
 * @since 0.1.0 Prices adjusted for splits, stock dividends and dividends, from the first bar on: that one is raw, and a
 * later one is multiplied by what has happened since. Free of look-ahead: no value depends on a later bar or action, and
 * returns across a split are those of a holder. The level is not the traded price.
 */
export interface AdjustedColumns {
  readonly open: Series
  readonly high: Series
  readonly low: Series
  readonly close: Series
  readonly volume: Series
}

/** @since 0.1.0 The columns of some bars. */
export interface ColumnInputs {
  readonly open: Series
  readonly high: Series
  readonly low: Series
  readonly close: Series
  readonly volume: Series
  /** @since 0.1.0 Opening time of the bar, epoch milliseconds. */
  readonly time: Series
  /** @since 0.1.0 Best bid at the close of the bar, NaN where the data has no quotes. */
  readonly bid: Series
  /** @since 0.1.0 Best ask at the close of the bar, NaN where the data has no quotes. */
  readonly ask: Series
  readonly adjusted: AdjustedColumns
}

/** @since 0.1.0 The columns of the symbol an indicator is computed for, and the run's parameters. */
export interface IndicatorInputs<V> extends ColumnInputs {
  readonly parameters: V
}

/** @since 0.1.0 a + b, bar by bar. */
export function add(a: SeriesOrNumber, b: SeriesOrNumber): Series
/** @since 0.1.0 a - b, bar by bar. */
export function subtract(a: SeriesOrNumber, b: SeriesOrNumber): Series
/** @since 0.1.0 a x b, bar by bar. */
export function multiply(a: SeriesOrNumber, b: SeriesOrNumber): Series
/** @since 0.1.0 a / b, bar by bar; NaN where b is 0. */
export function divide(a: SeriesOrNumber, b: SeriesOrNumber): Series

// ---------------------------------------------------------------- other bars and values, as they were known

/**
 * @since 0.1.0 An expression over bars of another timeframe of the same symbol, such as
 * `atTimeframe('1w', ({ close }) => sma(close, 20))`: at each bar its value at the last of those bars that has CLOSED by
 * then. The bars come from the data, or are built from finer ones. NaN before the first has closed.
 */
export function atTimeframe<R extends Series | Readonly<Record<string, Series>>>(
  timeframe: string,
  expression: (inputs: ColumnInputs) => R,
): R
/**
 * @since 0.1.0 An expression over the bars of another symbol, which need not be traded in the run, such as
 * `ofSymbol('SPY', ({ close }) => roc(close, 20))`: at each bar its value at that symbol's last bar that has CLOSED by
 * then. In the run's timeframe, or in the one given.
 */
export function ofSymbol<R extends Series | Readonly<Record<string, Series>>>(
  symbol: string,
  expression: (inputs: ColumnInputs) => R,
  options?: { readonly timeframe?: string },
): R
/** @since 0.1.0 Which value of a series is meant. */
export interface KnownOptions {
  /** How many known reference periods before the latest one; 0, the latest, by default. */
  readonly periodsAgo?: number
  /** Whether the first release of the period is taken, and not the latest correction known. */
  readonly asFirstReleased?: boolean
}
/**
 * @since 0.1.0 What is known of a value series, such as a macroeconomic release, when the bar closes: the latest vintage
 * of the latest reference period, `known('US-GDP')`. A value that becomes known at the very close counts as known; a
 * correction replaces from its publication on, and never before. NaN before the first publication.
 */
export function known(id: string, options?: KnownOptions): Series

// ---------------------------------------------------------------- indicators, from their definitions

/** @since 0.1.0 Mean of the last `length` values. Common knowledge; TA-Lib SMA. Default: length 20. */
export function sma(source: Series, length?: number): Series
/** @since 0.1.0 Mean whose weights fall by a constant factor a bar, seeded with the SMA of the first `length` values. Common knowledge; seed as TA-Lib; TA-Lib EMA. Default: length 20. */
export function ema(source: Series, length?: number): Series
/** @since 0.1.0 Wilder's smoothing, seeded with the mean of the first `length` values. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib RMA. Default: length 14. */
export function rma(source: Series, length?: number): Series
/** @since 0.1.0 Mean with weights 1 to `length`, the newest value the heaviest. Common knowledge; TA-Lib WMA. Default: length 30. */
export function wma(source: Series, length?: number): Series
/** @since 0.1.0 EMA with its own lag taken off. Patrick Mulloy, Stocks & Commodities, February 1994; TA-Lib DEMA. Default: length 30. */
export function dema(source: Series, length?: number): Series
/** @since 0.1.0 EMA with the lag of two more EMAs taken off. Patrick Mulloy, Stocks & Commodities, February 1994; TA-Lib TEMA. Default: length 30. */
export function tema(source: Series, length?: number): Series
/** @since 0.1.0 Mean whose weights rise to the middle of the window and fall again. Common knowledge; TA-Lib TRIMA. Default: length 30. */
export function trima(source: Series, length?: number): Series
/** @since 0.1.0 EMA that is quick in a trend and slow in noise. Perry Kaufman, Smarter Trading, 1995; TA-Lib KAMA. Default: length 30. */
export function kama(source: Series, length?: number): Series
/** @since 0.1.0 EMA whose factor follows the rate at which the phase of the cycle changes, and its follower. John Ehlers, MESA and Trading Market Cycles, 2001; TA-Lib MAMA. Default: fastLimit 0.5, slowLimit 0.05. */
export function mama(source: Series, fastLimit?: number, slowLimit?: number): { mama: Series; fama: Series }
/** @since 0.1.0 Six EMAs combined, smooth with little lag. Tim Tillson, Stocks & Commodities, January 1998; TA-Lib T3. Default: length 5, factor 0.7. */
export function t3(source: Series, length?: number, factor?: number): Series
/** @since 0.1.0 One of nine averages by its number. TA-Lib; TA-Lib MA. Default: length 30, averageType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function ma(source: Series, length?: number, averageType?: number): Series
/** @since 0.1.0 SMA and `width` population standard deviations around it. John Bollinger, Bollinger on Bollinger Bands, 2001. Default: length 20, width 2. */
export function bollinger(
  source: Series,
  length?: number,
  width?: number,
): { upper: Series; middle: Series; lower: Series }
/** @since 0.1.0 Highest high and lowest low, the current bar included, and the middle between them. Richard Donchian, 1960s; TA-Lib DONCHIAN. Default: length 20. */
export function donchian(
  high: Series,
  low: Series,
  length?: number,
): { upper: Series; middle: Series; lower: Series }
/** @since 0.1.0 An average and population standard deviations above and below it. John Bollinger, Bollinger on Bollinger Bands, 2001; TA-Lib BBANDS. Default: length 20, up 2, down 2, averageType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function bbands(
  source: Series,
  length?: number,
  up?: number,
  down?: number,
  averageType?: number,
): { upper: Series; middle: Series; lower: Series }
/** @since 0.1.0 Means of highs and lows, widened by the relative range. Price Headley, Big Trends in Trading, 2002; TA-Lib ACCBANDS. Default: length 20. */
export function accBands(
  high: Series,
  low: Series,
  close: Series,
  length?: number,
): { upper: Series; middle: Series; lower: Series }
/** @since 0.1.0 EMA of the typical price and average true ranges around it. Chester Keltner 1960, in Linda Raschke's form; seeds as TA-Lib; TA-Lib KC. Default: length 20, atrLength 10, width 2. */
export function keltner(
  high: Series,
  low: Series,
  close: Series,
  length?: number,
  atrLength?: number,
  width?: number,
): { upper: Series; middle: Series; lower: Series }
/** @since 0.1.0 Middle of the largest and the smallest of the last `length` values. Common knowledge; TA-Lib MIDPOINT. Default: length 14. */
export function midpoint(source: Series, length?: number): Series
/** @since 0.1.0 Middle of the highest high and the lowest low. Common knowledge; TA-Lib MIDPRICE. Default: length 14. */
export function midPrice(high: Series, low: Series, length?: number): Series
/** @since 0.1.0 Weighted averages combined so that lag cancels, smoothed over the root of the length. Alan Hull, 2005; TA-Lib HMA. Default: length 20. */
export function hma(source: Series, length?: number): Series
/** @since 0.1.0 EMA of the value extrapolated by its own lag. John Ehlers and Ric Way, Stocks & Commodities, November 2010; TA-Lib ZLEMA. Default: length 30. */
export function zlema(source: Series, length?: number): Series
/** @since 0.1.0 Mean of the last `length` values weighted by volume; NaN where there was no volume. Common knowledge; TA-Lib VWMA. Default: length 30. */
export function vwma(source: Series, volume: Series, length?: number): Series
/** @since 0.1.0 Mean with Gaussian weights around a point of the window. Arnaud Legoux and Dimitrios Kouzis-Loukas, 2009. Default: length 9, offset 0.85, sigma 6. */
export function alma(source: Series, length?: number, offset?: number, sigma?: number): Series
/** @since 0.1.0 Stop that follows the price faster the longer a trend lasts. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib SAR. Default: acceleration 0.02, maximum 0.2. */
export function sar(high: Series, low: Series, acceleration?: number, maximum?: number): Series
/** @since 0.1.0 Parabolic SAR with accelerations of its own for each side; stops of short positions are negative. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib SAREXT. Default: startValue 0, offset 0, startLong 0.02, stepLong 0.02, maximumLong 0.2, startShort 0.02, stepShort 0.02, maximumShort 0.2. */
export function sarExt(
  high: Series,
  low: Series,
  startValue?: number,
  offset?: number,
  startLong?: number,
  stepLong?: number,
  maximumLong?: number,
  startShort?: number,
  stepShort?: number,
  maximumShort?: number,
): Series
/** @since 0.1.0 Stop of a trend at a number of average true ranges, and the direction, 1 or -1. Olivier Seban, 2008; TA-Lib SUPERTREND. Default: length 10, factor 3. */
export function supertrend(
  high: Series,
  low: Series,
  close: Series,
  length?: number,
  factor?: number,
): { supertrend: Series; direction: Series }
/** @since 0.1.0 Stops a number of average true ranges below the highest high and above the lowest low. Charles Le Beau, 1990s. Default: length 22, factor 3. */
export function chandelierExit(
  high: Series,
  low: Series,
  close: Series,
  length?: number,
  factor?: number,
): { longStop: Series; shortStop: Series }
/** @since 0.1.0 Middles of three ranges; the spans are those of `displacement` bars ago, as they stand under the bar. Goichi Hosoda, 1968; without the lagging line, which would show the future. Default: conversion 9, base 26, span 52, displacement 26. */
export function ichimoku(
  high: Series,
  low: Series,
  conversion?: number,
  base?: number,
  span?: number,
  displacement?: number,
): { conversionLine: Series; baseLine: Series; spanA: Series; spanB: Series }
/** @since 0.1.0 Floor pivot of the `length` bars before this one, with two resistances and two supports. Floor traders; H, L and C of the bars before this one. Default: length 1. */
export function pivotPoints(
  high: Series,
  low: Series,
  close: Series,
  length?: number,
): { pivot: Series; resistance1: Series; support1: Series; resistance2: Series; support2: Series }
/** @since 0.1.0 Share of upward changes in all changes, 0 to 100; 50 where nothing moved (TA-Lib: 0). Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib RSI. Default: length 14. */
export function rsi(source: Series, length?: number): Series
/** @since 0.1.0 Difference of two EMAs, its EMA and what is between them. Gerald Appel, 1979; seeds as TA-Lib; TA-Lib MACD. Default: fast 12, slow 26, signal 9. */
export function macd(
  source: Series,
  fast?: number,
  slow?: number,
  signal?: number,
): { macd: Series; signal: Series; histogram: Series }
/** @since 0.1.0 MACD with the factors 0.15 and 0.075 that Appel rounded 12 and 26 bars to. Gerald Appel, 1979; seeds as TA-Lib; TA-Lib MACDFIX. Default: signal 9. */
export function macdFix(source: Series, signal?: number): { macd: Series; signal: Series; histogram: Series }
/** @since 0.1.0 MACD with an average of its own for each of its three lines. Gerald Appel, 1979; seeds as TA-Lib; TA-Lib MACDEXT. Default: fast 12, fastType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3), slow 26, slowType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3), signal 9, signalType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function macdExt(
  source: Series,
  fast?: number,
  fastType?: number,
  slow?: number,
  slowType?: number,
  signal?: number,
  signalType?: number,
): { macd: Series; signal: Series; histogram: Series }
/** @since 0.1.0 Wilder's running sum of upward movement beyond the bar before. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib PLUS_DM. Default: length 14. */
export function plusDm(high: Series, low: Series, length?: number): Series
/** @since 0.1.0 Wilder's running sum of downward movement beyond the bar before. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib MINUS_DM. Default: length 14. */
export function minusDm(high: Series, low: Series, length?: number): Series
/** @since 0.1.0 Upward movement as a percentage of the true range. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib PLUS_DI. Default: length 14. */
export function plusDi(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Downward movement as a percentage of the true range. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib MINUS_DI. Default: length 14. */
export function minusDi(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 How one-sided the movement is, 0 to 100. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib DX. Default: length 14. */
export function dx(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Strength of a trend in either direction, 0 to 100. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib ADX. Default: length 14. */
export function adx(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Mean of the ADX and the ADX `length - 1` bars ago. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib ADXR. Default: length 14. */
export function adxr(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Change over `length` bars. Common knowledge; TA-Lib MOM. Default: length 10. */
export function mom(source: Series, length?: number): Series
/** @since 0.1.0 Change over `length` bars in percent; 0 where the base is 0. Common knowledge; TA-Lib ROC. Default: length 10. */
export function roc(source: Series, length?: number): Series
/** @since 0.1.0 Change over `length` bars as a fraction; 0 where the base is 0. Common knowledge; TA-Lib ROCP. Default: length 10. */
export function rocp(source: Series, length?: number): Series
/** @since 0.1.0 Ratio to the value `length` bars ago; 0 where that is 0. Common knowledge; TA-Lib ROCR. Default: length 10. */
export function rocr(source: Series, length?: number): Series
/** @since 0.1.0 Ratio to the value `length` bars ago times 100; 0 where that is 0. Common knowledge; TA-Lib ROCR100. Default: length 10. */
export function rocr100(source: Series, length?: number): Series
/** @since 0.1.0 One-bar rate of change of a triple EMA, in percent. Jack Hutson, Stocks & Commodities, 1983; TA-Lib TRIX. Default: length 30. */
export function trix(source: Series, length?: number): Series
/** @since 0.1.0 Difference of two averages. Common knowledge; TA-Lib APO. Default: fast 12, slow 26, averageType 1 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function apo(source: Series, fast?: number, slow?: number, averageType?: number): Series
/** @since 0.1.0 Difference of two averages in percent of the slower one. Common knowledge; TA-Lib PPO. Default: fast 12, slow 26, averageType 1 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function ppo(source: Series, fast?: number, slow?: number, averageType?: number): Series
/** @since 0.1.0 How recent the lowest low and the highest high of `length + 1` bars are, 0 to 100. Tushar Chande, 1995; TA-Lib AROON. Default: length 14. */
export function aroon(high: Series, low: Series, length?: number): { aroonDown: Series; aroonUp: Series }
/** @since 0.1.0 Aroon up less Aroon down, -100 to 100. Tushar Chande, 1995; TA-Lib AROONOSC. Default: length 14. */
export function aroonOsc(high: Series, low: Series, length?: number): Series
/** @since 0.1.0 Where the close went within the range, -1 to 1; 0 where there is no range. Igor Livshin, Stocks & Commodities, August 2001; TA-Lib BOP. */
export function bop(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Distance of the typical price from its mean in units of 0.015 mean deviations. Donald Lambert, Commodities, October 1980; TA-Lib CCI. Default: length 14. */
export function cci(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Upward less downward changes in percent of all changes, smoothed as the RSI. Tushar Chande, The New Technical Trader, 1994; smoothing as TA-Lib; TA-Lib CMO. Default: length 14. */
export function cmo(source: Series, length?: number): Series
/** @since 0.1.0 Place of the close below the highest high of the range, -100 to 0. Larry Williams, 1973; TA-Lib WILLR. Default: length 14. */
export function willR(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Share of rising bodies in all bodies, 0 to 100. Tushar Chande, The New Technical Trader, 1994; TA-Lib IMI. Default: length 14. */
export function imi(open: Series, close: Series, length?: number): Series
/** @since 0.1.0 Buying pressure over three lengths, 0 to 100. Larry Williams, Stocks & Commodities, April 1985; TA-Lib ULTOSC. Default: first 7, second 14, third 28. */
export function ultOsc(
  high: Series,
  low: Series,
  close: Series,
  first?: number,
  second?: number,
  third?: number,
): Series
/** @since 0.1.0 Place of the close in the range of the last bars, averaged, and its average. George Lane, 1950s; TA-Lib STOCH. Default: kLength 5, slowing 3, slowingType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3), dLength 3, dType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function stoch(
  high: Series,
  low: Series,
  close: Series,
  kLength?: number,
  slowing?: number,
  slowingType?: number,
  dLength?: number,
  dType?: number,
): { slowK: Series; slowD: Series }
/** @since 0.1.0 Place of the close in the range of the last bars, and its average. George Lane, 1950s; TA-Lib STOCHF. Default: kLength 5, dLength 3, dType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function stochF(
  high: Series,
  low: Series,
  close: Series,
  kLength?: number,
  dLength?: number,
  dType?: number,
): { fastK: Series; fastD: Series }
/** @since 0.1.0 Place of the RSI in the range of its last values, and its average. Tushar Chande and Stanley Kroll, The New Technical Trader, 1994; TA-Lib STOCHRSI. Default: length 14, kLength 5, dLength 3, dType 0 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function stochRsi(
  source: Series,
  length?: number,
  kLength?: number,
  dLength?: number,
  dType?: number,
): { fastK: Series; fastD: Series }
/** @since 0.1.0 Upward and downward movement between extremes over the true range. Etienne Botes and Douglas Siepman, Stocks & Commodities, January 2010; TA-Lib VORTEX. Default: length 14. */
export function vortex(
  high: Series,
  low: Series,
  close: Series,
  length?: number,
): { vortexPlus: Series; vortexMinus: Series }
/** @since 0.1.0 How much of the path stays within the range: near 100 sideways, near 0 in a trend. E. W. Dreiss, 1990s. Default: length 14. */
export function choppiness(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Net move over the path, 0 in noise to 1 in a straight line. Perry Kaufman, Smarter Trading, 1995; TA-Lib ER. Default: length 10. */
export function efficiencyRatio(source: Series, length?: number): Series
/** @since 0.1.0 Bull power (high) and bear power (low) against the EMA of the close. Alexander Elder, Trading for a Living, 1993; TA-Lib ERI. Default: length 13. */
export function elderRay(
  high: Series,
  low: Series,
  close: Series,
  length?: number,
): { bullPower: Series; bearPower: Series }
/** @since 0.1.0 Sum of the ratio of the smoothed range to itself smoothed again; a bulge warns of a turn. Donald Dorsey, Stocks & Commodities, June 1992; TA-Lib MASSI. Default: length 9, sumLength 25. */
export function massIndex(high: Series, low: Series, length?: number, sumLength?: number): Series
/** @since 0.1.0 Mean body of the last candles. Tushar Chande, The New Technical Trader, 1994; TA-Lib QSTICK. Default: length 10. */
export function qstick(open: Series, close: Series, length?: number): Series
/** @since 0.1.0 Difference of two means of the median price. Bill Williams, New Trading Dimensions, 1998; TA-Lib AO. Default: fast 5, slow 34. */
export function awesomeOscillator(high: Series, low: Series, fast?: number, slow?: number): Series
/** @since 0.1.0 Awesome oscillator less its mean. Bill Williams, New Trading Dimensions, 1998; TA-Lib AC. Default: fast 5, slow 34, signal 5. */
export function acceleratorOscillator(
  high: Series,
  low: Series,
  fast?: number,
  slow?: number,
  signal?: number,
): Series
/** @since 0.1.0 Weighted average of the sum of two rates of change. Edwin Coppock, Barron's, October 1962; TA-Lib COPPOCK. Default: length 10, first 11, second 14. */
export function coppock(source: Series, length?: number, first?: number, second?: number): Series
/** @since 0.1.0 Value of half a length ago against the mean of now. Common knowledge; TA-Lib DPO. Default: length 20. */
export function detrendedPrice(source: Series, length?: number): Series
/** @since 0.1.0 Doubly smoothed momentum over its doubly smoothed size, -100 to 100. William Blau, Stocks & Commodities, November 1991; TA-Lib TSI. Default: first 25, second 13. */
export function trueStrength(source: Series, first?: number, second?: number): Series
/** @since 0.1.0 Four smoothed rates of change, the longest the heaviest, and the mean of the sum. Martin Pring, Stocks & Commodities, 1992. Default: signal 9. */
export function knowSureThing(source: Series, signal?: number): { kst: Series; kstSignal: Series }
/** @since 0.1.0 Place of the median price in its range, made nearly Gaussian, and its value one bar ago. John Ehlers, Stocks & Commodities, November 2002. Default: length 10. */
export function fisherTransform(
  high: Series,
  low: Series,
  length?: number,
): { fisher: Series; trigger: Series }
/** @since 0.1.0 Mean of the RSI, the RSI of the streak of rises or falls, and the rank of the last return, 0 to 100. Larry Connors and Cesar Alvarez, 2012. Default: length 3, streakLength 2, rankLength 100. */
export function connorsRsi(
  source: Series,
  length?: number,
  streakLength?: number,
  rankLength?: number,
): Series
/** @since 0.1.0 Upward less downward changes in percent of all changes of the last `length` bars. Tushar Chande, The New Technical Trader, 1994; TA-Lib CMOU. Default: length 14. */
export function cmoUnsmoothed(source: Series, length?: number): Series
/** @since 0.1.0 Distance of the value from what the least-squares line of the bars before it forecast, in percent. Tushar Chande, The New Technical Trader, 1994; TA-Lib FOSC. Default: length 5. */
export function forecastOscillator(source: Series, length?: number): Series
/** @since 0.1.0 Range of the values over the path between them: high in a trend, low in noise. Adam White, Futures, August 1991; TA-Lib VHF. Default: length 28. */
export function verticalHorizontalFilter(source: Series, length?: number): Series
/** @since 0.1.0 Distance of the close from the middle of its range, doubly smoothed, -100 to 100, and its EMA. William Blau, Stocks & Commodities, January 1993; TA-Lib SMI. Default: length 13, fast 2, slow 25, signal 9. */
export function stochasticMomentum(
  high: Series,
  low: Series,
  close: Series,
  length?: number,
  fast?: number,
  slow?: number,
  signal?: number,
): { smi: Series; smiSignal: Series }
/** @since 0.1.0 Difference of two averages of the volume in percent of the slower one. Common knowledge; TA-Lib PVO. Default: fast 12, slow 26, averageType 1 (0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3). */
export function pvo(volume: Series, fast?: number, slow?: number, averageType?: number): Series
/** @since 0.1.0 Running sum of volume signed by the place of the close in its bar. Marc Chaikin, 1980s; TA-Lib AD. */
export function ad(high: Series, low: Series, close: Series, volume: Series): Series
/** @since 0.1.0 Difference of two EMAs of the accumulation/distribution line. Marc Chaikin, 1980s; TA-Lib ADOSC. Default: fast 3, slow 10. */
export function adOsc(
  high: Series,
  low: Series,
  close: Series,
  volume: Series,
  fast?: number,
  slow?: number,
): Series
/** @since 0.1.0 Running sum of volume, added where the value rises and taken off where it falls. Joseph Granville, 1963; TA-Lib OBV. */
export function obv(source: Series, volume: Series): Series
/** @since 0.1.0 Share of the money that flowed at rising typical prices, 0 to 100; 0 below 1 unit of money. Gene Quong and Avrum Soudack, Stocks & Commodities, March 1989; TA-Lib MFI. Default: length 14. */
export function mfi(high: Series, low: Series, close: Series, volume: Series, length?: number): Series
/** @since 0.1.0 Volume signed by the place of the close in its bar, over all volume, -1 to 1. Marc Chaikin, 1980s; TA-Lib CMF. Default: length 20. */
export function chaikinMoneyFlow(
  high: Series,
  low: Series,
  close: Series,
  volume: Series,
  length?: number,
): Series
/** @since 0.1.0 EMA of the change of the close times the volume. Alexander Elder, Trading for a Living, 1993; TA-Lib EFI. Default: length 13. */
export function forceIndex(close: Series, volume: Series, length?: number): Series
/** @since 0.1.0 Follows the close on bars of falling volume, from 1000. Paul Dysart, 1936; Norman Fosback, 1976; TA-Lib NVI. */
export function negativeVolumeIndex(close: Series, volume: Series): Series
/** @since 0.1.0 Follows the close on bars of rising volume, from 1000. Paul Dysart, 1936; Norman Fosback, 1976; TA-Lib PVI. */
export function positiveVolumeIndex(close: Series, volume: Series): Series
/** @since 0.1.0 Running sum of volume times the return of the close. Common knowledge; TA-Lib PVT. */
export function priceVolumeTrend(close: Series, volume: Series): Series
/** @since 0.1.0 Running sum of how far the close moved from the true low or high. Larry Williams, 1972; TA-Lib WAD. */
export function williamsAd(high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Range of a bar per unit of volume; 0 without volume. Bill Williams, Trading Chaos, 1995; TA-Lib MARKETFI. */
export function marketFacilitation(high: Series, low: Series, volume: Series): Series
/** @since 0.1.0 Mean move of the median price times the range per unit of volume; NaN where there is no volume. Richard Arms, 1996; without the divisor that scales the volume. Default: length 14. */
export function easeOfMovement(high: Series, low: Series, volume: Series, length?: number): Series
/** @since 0.1.0 Range of a bar together with the gap from the close before. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib TRANGE. */
export function trueRange(high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Wilder's average of the true range, in price units. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib ATR. Default: length 14. */
export function atr(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Average true range as a percentage of the close. John Forman, Stocks & Commodities, May 2006; TA-Lib NATR. Default: length 14. */
export function natr(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Mean distance of high and low. Common knowledge; TA-Lib ADR. Default: length 14. */
export function averageRange(high: Series, low: Series, length?: number): Series
/** @since 0.1.0 Rate of change of the smoothed range, in percent. Marc Chaikin, 1980s; TA-Lib CVI. Default: length 10, change 10. */
export function chaikinVolatility(high: Series, low: Series, length?: number, change?: number): Series
/** @since 0.1.0 Period of the dominant cycle in bars, 6 to 50. John Ehlers, Rocket Science for Traders, 2001; as TA-Lib; TA-Lib HT_DCPERIOD. */
export function htDcPeriod(source: Series): Series
/** @since 0.1.0 In-phase and quadrature components of the detrended price. John Ehlers, Rocket Science for Traders, 2001; as TA-Lib; TA-Lib HT_PHASOR. */
export function htPhasor(source: Series): { inphase: Series; quadrature: Series }
/** @since 0.1.0 Phase of the dominant cycle in degrees, -45 to 315. John Ehlers, Rocket Science for Traders, 2001; as TA-Lib; TA-Lib HT_DCPHASE. */
export function htDcPhase(source: Series): Series
/** @since 0.1.0 Sine of the phase of the dominant cycle, and 45 degrees ahead of it. John Ehlers, Rocket Science for Traders, 2001; as TA-Lib; TA-Lib HT_SINE. */
export function htSine(source: Series): { sine: Series; leadSine: Series }
/** @since 0.1.0 1 where the market trends, 0 where it cycles. John Ehlers, Rocket Science for Traders, 2001; as TA-Lib; TA-Lib HT_TRENDMODE. */
export function htTrendMode(source: Series): Series
/** @since 0.1.0 Mean over one dominant period, smoothed by four bars. John Ehlers, Rocket Science for Traders, 2001; as TA-Lib; TA-Lib HT_TRENDLINE. */
export function htTrendline(source: Series): Series
/** @since 0.1.0 Mean of open, high, low and close. Common knowledge; TA-Lib AVGPRICE. */
export function averagePrice(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Middle of high and low. Common knowledge; TA-Lib MEDPRICE. */
export function medianPrice(high: Series, low: Series): Series
/** @since 0.1.0 Mean of high, low and close. Common knowledge; TA-Lib TYPPRICE. */
export function typicalPrice(high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Mean of high, low and twice the close. Common knowledge; TA-Lib WCLPRICE. */
export function weightedClose(high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Mean distance from the mean of the last `length` values. Common knowledge; TA-Lib AVGDEV. Default: length 14. */
export function averageDeviation(source: Series, length?: number): Series
/** @since 0.1.0 Candles of averages: open and close follow the middle of the bars before. Dan Valcu, Stocks & Commodities, February 2004; TA-Lib HA. */
export function heikinAshi(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
): { haOpen: Series; haHigh: Series; haLow: Series; haClose: Series }
/** @since 0.1.0 Rolling sample standard deviation (divisor n - 1). Common knowledge; updates of Chan, Golub and LeVeque 1979. Default: length 20. */
export function standardDeviation(source: Series, length?: number): Series
/** @since 0.1.0 Distance from the mean in sample standard deviations; 0 where the deviation is 0. Common knowledge; updates of Chan, Golub and LeVeque 1979. Default: length 20. */
export function zScore(source: Series, length?: number): Series
/** @since 0.1.0 Rolling population standard deviation (divisor n), times a factor. Common knowledge; updates of Chan, Golub and LeVeque 1979; TA-Lib STDDEV. Default: length 5, factor 1. */
export function stddev(source: Series, length?: number, factor?: number): Series
/** @since 0.1.0 Rolling population variance (divisor n). Common knowledge; updates of Chan, Golub and LeVeque 1979; TA-Lib VAR. Default: length 5. */
export function variance(source: Series, length?: number): Series
/** @since 0.1.0 End of the least-squares line through the last values. Ordinary least squares; TA-Lib LINEARREG. Default: length 14. */
export function linearReg(source: Series, length?: number): Series
/** @since 0.1.0 Rise per bar of the least-squares line. Ordinary least squares; TA-Lib LINEARREG_SLOPE. Default: length 14. */
export function linearRegSlope(source: Series, length?: number): Series
/** @since 0.1.0 Beginning of the least-squares line. Ordinary least squares; TA-Lib LINEARREG_INTERCEPT. Default: length 14. */
export function linearRegIntercept(source: Series, length?: number): Series
/** @since 0.1.0 Angle of the least-squares line in degrees, a bar being as wide as a unit of price is high. Ordinary least squares; TA-Lib LINEARREG_ANGLE. Default: length 14. */
export function linearRegAngle(source: Series, length?: number): Series
/** @since 0.1.0 The least-squares line one bar ahead. Ordinary least squares; TA-Lib TSF. Default: length 14. */
export function timeSeriesForecast(source: Series, length?: number): Series
/** @since 0.1.0 Slope of the returns of `b` against the returns of `a`; 0 where `a` rests. Ordinary least squares; TA-Lib BETA. Default: length 5. */
export function beta(a: Series, b: Series, length?: number): Series
/** @since 0.1.0 Correlation of the last values of two series, -1 to 1; 0 where one rests. Ordinary least squares; TA-Lib CORREL. Default: length 30. */
export function correl(a: Series, b: Series, length?: number): Series
/** @since 0.1.0 Largest of the last `length` values, the current one included. Common knowledge; TA-Lib MAX. Default: length 20. */
export function highest(source: Series, length?: number): Series
/** @since 0.1.0 Smallest of the last `length` values, the current one included. Common knowledge; TA-Lib MIN. Default: length 20. */
export function lowest(source: Series, length?: number): Series
/** @since 0.1.0 Simple return over `length` bars, as a fraction; NaN where the base is 0. Common knowledge. Default: length 1. */
export function returns(source: Series, length?: number): Series
/** @since 0.1.0 The value `bars` bars ago. Common knowledge. Default: bars 1. */
export function lag(source: Series, bars?: number): Series
/** @since 0.1.0 Sum of the last `length` values. Common knowledge; summed as Neumaier 1974; TA-Lib SUM. Default: length 30. */
export function sum(source: Series, length?: number): Series
/** @since 0.1.0 How many bars ago the largest of the last `length` values was; of equal ones the latest. Common knowledge. Default: length 30. */
export function barsSinceHighest(source: Series, length?: number): Series
/** @since 0.1.0 How many bars ago the smallest of the last `length` values was; of equal ones the latest. Common knowledge. Default: length 30. */
export function barsSinceLowest(source: Series, length?: number): Series
/** @since 0.1.0 Candlestick pattern belt-hold: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLBELTHOLD. */
export function cdlBeltHold(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern closing marubozu: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLCLOSINGMARUBOZU. */
export function cdlClosingMarubozu(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern marubozu: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLMARUBOZU. */
export function cdlMarubozu(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern doji: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLDOJI. */
export function cdlDoji(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern dragonfly doji: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLDRAGONFLYDOJI. */
export function cdlDragonflyDoji(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern gravestone doji: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLGRAVESTONEDOJI. */
export function cdlGravestoneDoji(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern long-legged doji: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLLONGLEGGEDDOJI. */
export function cdlLongLeggedDoji(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern rickshaw man: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLRICKSHAWMAN. */
export function cdlRickshawMan(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern takuri line: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLTAKURI. */
export function cdlTakuri(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern high-wave candle: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLHIGHWAVE. */
export function cdlHighWave(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern spinning top: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLSPINNINGTOP. */
export function cdlSpinningTop(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern long line candle: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLLONGLINE. */
export function cdlLongLine(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern short line candle: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLSHORTLINE. */
export function cdlShortLine(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern hammer: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLHAMMER. */
export function cdlHammer(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern hanging man: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLHANGINGMAN. */
export function cdlHangingMan(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern inverted hammer: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLINVERTEDHAMMER. */
export function cdlInvertedHammer(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern shooting star: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLSHOOTINGSTAR. */
export function cdlShootingStar(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern counterattack: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLCOUNTERATTACK. */
export function cdlCounterattack(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern dark cloud cover: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLDARKCLOUDCOVER. Default: penetration 0.5 (part of the first body). */
export function cdlDarkCloudCover(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration?: number,
): Series
/** @since 0.1.0 Candlestick pattern doji star: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLDOJISTAR. */
export function cdlDojiStar(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern engulfing pattern: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLENGULFING. */
export function cdlEngulfing(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern harami: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLHARAMI. */
export function cdlHarami(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern harami cross: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLHARAMICROSS. */
export function cdlHaramiCross(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern homing pigeon: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLHOMINGPIGEON. */
export function cdlHomingPigeon(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern in-neck pattern: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLINNECK. */
export function cdlInNeck(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern on-neck pattern: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLONNECK. */
export function cdlOnNeck(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern thrusting pattern: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLTHRUSTING. */
export function cdlThrusting(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern piercing pattern: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLPIERCING. */
export function cdlPiercing(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern kicking: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLKICKING. */
export function cdlKicking(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern kicking by length: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLKICKINGBYLENGTH. */
export function cdlKickingByLength(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern matching low: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLMATCHINGLOW. */
export function cdlMatchingLow(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern separating lines: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLSEPARATINGLINES. */
export function cdlSeparatingLines(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern two crows: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDL2CROWS. */
export function cdl2Crows(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern three inside up/down: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDL3INSIDE. */
export function cdl3Inside(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern three outside up/down: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDL3OUTSIDE. */
export function cdl3Outside(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern abandoned baby: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLABANDONEDBABY. Default: penetration 0.3 (part of the first body). */
export function cdlAbandonedBaby(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration?: number,
): Series
/** @since 0.1.0 Candlestick pattern evening star: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLEVENINGSTAR. Default: penetration 0.3 (part of the first body). */
export function cdlEveningStar(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration?: number,
): Series
/** @since 0.1.0 Candlestick pattern evening doji star: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLEVENINGDOJISTAR. Default: penetration 0.3 (part of the first body). */
export function cdlEveningDojiStar(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration?: number,
): Series
/** @since 0.1.0 Candlestick pattern morning star: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLMORNINGSTAR. Default: penetration 0.3 (part of the first body). */
export function cdlMorningStar(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration?: number,
): Series
/** @since 0.1.0 Candlestick pattern morning doji star: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLMORNINGDOJISTAR. Default: penetration 0.3 (part of the first body). */
export function cdlMorningDojiStar(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration?: number,
): Series
/** @since 0.1.0 Candlestick pattern stick sandwich: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLSTICKSANDWICH. */
export function cdlStickSandwich(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern tristar: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLTRISTAR. */
export function cdlTristar(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern unique three river: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLUNIQUE3RIVER. */
export function cdlUnique3River(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern upside gap two crows: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLUPSIDEGAP2CROWS. */
export function cdlUpsideGap2Crows(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern side-by-side white lines: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLGAPSIDESIDEWHITE. */
export function cdlGapSideSideWhite(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern tasuki gap: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLTASUKIGAP. */
export function cdlTasukiGap(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern up/downside gap three methods: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLXSIDEGAP3METHODS. */
export function cdlXSideGap3Methods(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern three advancing white soldiers: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDL3WHITESOLDIERS. */
export function cdl3WhiteSoldiers(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern advance block: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLADVANCEBLOCK. */
export function cdlAdvanceBlock(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern stalled pattern: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLSTALLEDPATTERN. */
export function cdlStalledPattern(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern three black crows: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDL3BLACKCROWS. */
export function cdl3BlackCrows(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern identical three crows: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLIDENTICAL3CROWS. */
export function cdlIdentical3Crows(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern three stars in the south: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDL3STARSINSOUTH. */
export function cdl3StarsInSouth(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern three-line strike: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDL3LINESTRIKE. */
export function cdl3LineStrike(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern concealing baby swallow: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLCONCEALBABYSWALL. */
export function cdlConcealBabySwall(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern breakaway: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLBREAKAWAY. */
export function cdlBreakaway(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern ladder bottom: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLLADDERBOTTOM. */
export function cdlLadderBottom(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Candlestick pattern mat hold: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLMATHOLD. Default: penetration 0.5 (part of the first body). */
export function cdlMatHold(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration?: number,
): Series
/** @since 0.1.0 Candlestick pattern rising/falling three methods: 100 bullish, -100 bearish, 0 none. Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings; TA-Lib CDLRISEFALL3METHODS. */
export function cdlRiseFall3Methods(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Inside bar and false break: 100 bullish, -100 bearish, 200 and -200 where it is confirmed. Daniel Chesler, Active Trader, April 2004; as TA-Lib; TA-Lib CDLHIKKAKE. */
export function cdlHikkake(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Two inside bars and a false break: 100 bullish, -100 bearish, 200 and -200 where it is confirmed. Daniel Chesler, Active Trader, April 2004; as TA-Lib; TA-Lib CDLHIKKAKEMOD. */
export function cdlHikkakeMod(open: Series, high: Series, low: Series, close: Series): Series
/** @since 0.1.0 Rolling sample variance (divisor n - 1). Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance, 1983. Default: length 20. */
export function sampleVariance(source: Series, length?: number): Series
/** @since 0.1.0 Rolling skewness, corrected for bias; NaN where nothing moved. Joanes and Gill, Comparing measures of sample skewness and kurtosis, 1998 (G1). Default: length 60. */
export function skewness(source: Series, length?: number): Series
/** @since 0.1.0 Rolling excess kurtosis, corrected for bias: 0 for normal values; NaN where nothing moved. Joanes and Gill, Comparing measures of sample skewness and kurtosis, 1998 (G2). Default: length 60. */
export function kurtosis(source: Series, length?: number): Series
/** @since 0.1.0 How far skewness and kurtosis are from normal; chi-squared with 2 degrees of freedom if they are not. Jarque and Bera, Efficient tests for normality, 1980. Default: length 120. */
export function jarqueBera(source: Series, length?: number): Series
/** @since 0.1.0 Median of the last `length` values. Common knowledge; window kept in order by binary search. Default: length 20. */
export function median(source: Series, length?: number): Series
/** @since 0.1.0 Quantile of the last `length` values by linear interpolation. Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996 (type 7, as R and NumPy). Default: length 60, probability 0.05. */
export function quantile(source: Series, length?: number, probability?: number): Series
/** @since 0.1.0 Median distance from the median; the scale 1.4826 makes it the deviation of normal values. Hampel, The influence curve and its role in robust estimation, 1974. Default: length 60, scale 1. */
export function medianAbsoluteDeviation(source: Series, length?: number, scale?: number): Series
/** @since 0.1.0 Distance from the median in scaled median absolute deviations; 0 where that deviation is 0. Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993. Default: length 60. */
export function robustZScore(source: Series, length?: number): Series
/** @since 0.1.0 Percentage of the `length` values before that are below the value; equal ones count half. As scipy.stats.percentileofscore of kind mean. Default: length 100. */
export function percentRank(source: Series, length?: number): Series
/** @since 0.1.0 Correlation of the values with themselves `lag` bars before; NaN where nothing moved. Box and Jenkins, Time Series Analysis, 1970. Default: length 60, lag 1. */
export function autocorrelation(source: Series, length?: number, lag?: number): Series
/** @since 0.1.0 Autocorrelation of all lags up to `lags`; chi-squared with that many degrees of freedom if there is none. Ljung and Box, On a measure of lack of fit in time series models, 1978. Default: length 120, lags 10. */
export function ljungBox(source: Series, length?: number, lags?: number): Series
/** @since 0.1.0 Variance of `lags`-bar log returns over `lags` times that of one bar: below 1 they revert, above 1 they trend; with z-scores under equal and under changing variance. Lo and MacKinlay, Stock Market Prices Do Not Follow Random Walks, 1988. Default: length 250 (log returns in the window), lags 2. */
export function varianceRatio(
  source: Series,
  length?: number,
  lags?: number,
): { varianceRatio: Series; zScore: Series; robustZScore: Series }
/** @since 0.1.0 Hurst exponent of the log returns by R/S: above 0.5 they persist, below they revert. Short windows are biased upwards. Hurst 1951; Mandelbrot and Wallis, Robustness of the rescaled range R/S, 1969. Default: length 256 (log returns in the window), smallest 8 (returns in the smallest piece). */
export function hurstRescaledRange(source: Series, length?: number, smallest?: number): Series
/** @since 0.1.0 Hurst exponent by how the deviation of price changes grows with their span: 0.5 for a random walk. Lo and MacKinlay 1988; Di Matteo, Multi-scaling in finance, 2007. Default: length 256, lags 20. */
export function hurstVariance(source: Series, length?: number, lags?: number): Series
/** @since 0.1.0 Entropy of the histogram of the last values: 0 where all are equal, log(bins) where they are spread evenly. Shannon, A Mathematical Theory of Communication, 1948. Default: length 100, bins 10. */
export function shannonEntropy(source: Series, length?: number, bins?: number): Series
/** @since 0.1.0 How evenly all orders of `order` values occur: 1 is noise, 0 one order only. Of equal values the older is less. Bandt and Pompe, Permutation Entropy: A Natural Complexity Measure for Time Series, 2002. Default: length 100, order 3, delay 1. */
export function permutationEntropy(source: Series, length?: number, order?: number, delay?: number): Series
/** @since 0.1.0 How seldom stretches that were alike stay alike one bar more; infinite where none does. Costs length^2 a bar. Richman and Moorman, Physiological time-series analysis, 2000. Default: length 100, order 2, tolerance 0.2 (standard deviations). */
export function sampleEntropy(source: Series, length?: number, order?: number, tolerance?: number): Series
/** @since 0.1.0 Rolling sample covariance of two series. Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance, 1983. Default: length 60. */
export function covariance(source: Series, other: Series, length?: number): Series
/** @since 0.1.0 Rolling linear correlation of two series, -1 to 1; NaN where one of them did not move. Pearson, Notes on regression and inheritance, 1895. Default: length 60. */
export function pearsonCorrelation(source: Series, other: Series, length?: number): Series
/** @since 0.1.0 Rolling correlation of the ranks of two series: 1 where they order the bars alike. Spearman, The proof and measurement of association between two things, 1904. Default: length 60. */
export function spearmanCorrelation(source: Series, other: Series, length?: number): Series
/** @since 0.1.0 Least-squares line of the source on another series: beta, intercept, R squared and the t-value of beta. Gauss 1809; Draper and Smith, Applied Regression Analysis, 1966. Default: length 60. */
export function pairRegression(
  source: Series,
  other: Series,
  length?: number,
): { beta: Series; intercept: Series; rSquared: Series; tValue: Series }
/** @since 0.1.0 Least-squares line through the last values over time: slope a bar, R squared and t-value of the slope. Draper and Smith, Applied Regression Analysis, 1966. Default: length 60. */
export function trendRegression(
  source: Series,
  length?: number,
): { slope: Series; rSquared: Series; tValue: Series }
/** @since 0.1.0 Test for a unit root: the lower, the less the values wander; with a constant, below -2.86 rejects a random walk at 5%. Said and Dickey 1984; critical values: MacKinnon 2010. Default: length 120, lags 1, deterministic 1 (0 nothing, 1 a constant, 2 a constant and a trend). */
export function augmentedDickeyFuller(
  source: Series,
  length?: number,
  lags?: number,
  deterministic?: number,
): Series
/** @since 0.1.0 Whether the source and another series keep together: Dickey-Fuller statistic of the residual (below -3.34 at 5%), hedge ratio, and the residual of the bar. Engle and Granger, Co-integration and Error Correction, 1987; critical values: MacKinnon 2010. Default: length 120, lags 1. */
export function engleGranger(
  source: Series,
  other: Series,
  length?: number,
  lags?: number,
): { statistic: Series; hedgeRatio: Series; residual: Series }
/** @since 0.1.0 Bars in which half of the distance from the mean is gone; infinite where there is no reversion. Uhlenbeck and Ornstein 1930 in discrete time; Chan, Algorithmic Trading, 2013. Default: length 120. */
export function halfLife(source: Series, length?: number): Series
/** @since 0.1.0 Hedge ratio of the source against another series as it drifts, with intercept, and the error of the forecast with its deviation. Kalman 1960; Chan, Algorithmic Trading, 2013, chapter 3. Default: drift 0.0001 (share of the coefficients that may change a bar), observationVariance 0.001 (in squared units of the source), initialVariance 1. */
export function kalmanHedgeRatio(
  source: Series,
  other: Series,
  drift?: number,
  observationVariance?: number,
  initialVariance?: number,
): { hedgeRatio: Series; intercept: Series; error: Series; errorDeviation: Series }
/** @since 0.1.0 Fall from the highest value since the first bar, as a fraction: 0 at a new high. Magdon-Ismail and Atiya, Maximum drawdown, 2004. */
export function drawdown(source: Series): Series
/** @since 0.1.0 Fall from the highest of the last `length` values, as a fraction. Magdon-Ismail and Atiya, Maximum drawdown, 2004. Default: length 250. */
export function rollingDrawdown(source: Series, length?: number): Series
/** @since 0.1.0 Deepest fall from a high to a later value within the last `length` values, as a fraction. Magdon-Ismail and Atiya, Maximum drawdown, 2004. Default: length 250. */
export function maximumDrawdown(source: Series, length?: number): Series
/** @since 0.1.0 An event (1 up, -1 down, else 0) whenever the log returns since the last event of that side sum up to more than the threshold; with both sums. Page 1954; Lopez de Prado, Advances in Financial Machine Learning, 2018, 2.5.2.1. Default: threshold 0.02 (log return). */
export function cusumFilter(source: Series, threshold?: number): { event: Series; up: Series; down: Series }
/** @since 0.1.0 Difference of a broken order over a window of fixed width: between the level (0) and the change (1), to be stationary and keep memory. Hosking 1981; Lopez de Prado, Advances in Financial Machine Learning, 2018, 5.5. Default: order 0.4, length 100. */
export function fractionalDifference(source: Series, order?: number, length?: number): Series
/** @since 0.1.0 Annual sample deviation of the last `length` log returns. Common knowledge. Default: length 20, barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function realisedVolatility(source: Series, length?: number, barsPerYear?: number): Series
/** @since 0.1.0 Annual volatility from highs and lows: five times as efficient as closes, without drift and gaps. Parkinson, The Extreme Value Method for Estimating the Variance of the Rate of Return, 1980. Default: length 20, barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function parkinsonVolatility(high: Series, low: Series, length?: number, barsPerYear?: number): Series
/** @since 0.1.0 Annual volatility from whole bars: seven times as efficient as closes, without drift and gaps. Garman and Klass, On the Estimation of Security Price Volatilities from Historical Data, 1980. Default: length 20, barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function garmanKlassVolatility(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  length?: number,
  barsPerYear?: number,
): Series
/** @since 0.1.0 Garman-Klass volatility that also counts the gap between a close and the next open. Yang and Zhang, Drift-Independent Volatility Estimation, 2000, equation 11. Default: length 20, barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function garmanKlassYangZhangVolatility(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  length?: number,
  barsPerYear?: number,
): Series
/** @since 0.1.0 Annual volatility from whole bars that a drift does not raise; without gaps. Rogers and Satchell, Estimating Variance from High, Low and Closing Prices, 1991. Default: length 20, barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function rogersSatchellVolatility(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  length?: number,
  barsPerYear?: number,
): Series
/** @since 0.1.0 Annual volatility from whole bars and the gaps between them, free of drift: the most efficient of its kind. Yang and Zhang, Drift-Independent Volatility Estimation Based on High, Low, Open and Close, 2000. Default: length 20, barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function yangZhangVolatility(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  length?: number,
  barsPerYear?: number,
): Series
/** @since 0.1.0 Annual forecast of the next bar by exponentially weighted squares of log returns, their mean taken as 0. J. P. Morgan and Reuters, RiskMetrics Technical Document, 1996. Default: decay 0.94, seed 20, barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function ewmaVolatility(source: Series, decay?: number, seed?: number, barsPerYear?: number): Series
/** @since 0.1.0 Annual forecast of the next bar by GARCH(1,1) with given weights and long-run volatility. Bollerslev, Generalized Autoregressive Conditional Heteroskedasticity, 1986. Default: alpha 0.08 (weight of the last square), beta 0.9 (weight of the last variance), longRun 0.16 (annual volatility that it returns to), mean 0 (mean log return of a bar), barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function garchVolatility(
  source: Series,
  alpha?: number,
  beta?: number,
  longRun?: number,
  mean?: number,
  barsPerYear?: number,
): Series
/** @since 0.1.0 GARCH(1,1) forecast that returns to the mean square of the last `length` log returns, whatever that is now. Engle and Mezrich, GARCH for Groups, 1996; Francq, Horvath and Zakoian 2011. Default: alpha 0.08 (weight of the last square), beta 0.9 (weight of the last variance), length 250 (log returns of the target), barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function garchTargetedVolatility(
  source: Series,
  alpha?: number,
  beta?: number,
  length?: number,
  barsPerYear?: number,
): Series
/** @since 0.1.0 Sum of the squares of the last `length` log returns, and its parts from falls and from rises. Barndorff-Nielsen, Kinnebrock and Shephard, Measuring downside risk: realised semivariance, 2010. Default: length 20. */
export function realisedVariance(
  source: Series,
  length?: number,
): { variance: Series; downside: Series; upside: Series }
/** @since 0.1.0 Variance of the last log returns without jumps, and the share of jumps in the realised variance. Barndorff-Nielsen and Shephard, Power and bipower variation, 2004. Default: length 60 (log returns in the window). */
export function bipowerVariation(
  source: Series,
  length?: number,
): { bipowerVariation: Series; jumpShare: Series }
/** @since 0.1.0 Variance of the last log returns by medians of three: neither jumps nor still bars count for much. Andersen, Dobrev and Schaumburg, Jump-robust volatility estimation, 2012. Default: length 60 (log returns in the window). */
export function medianVariance(source: Series, length?: number): Series
/** @since 0.1.0 Variance of the last log returns by the lesser of two neighbours, which a jump does not touch. Andersen, Dobrev and Schaumburg, Jump-robust volatility estimation, 2012. Default: length 60 (log returns in the window). */
export function minimumVariance(source: Series, length?: number): Series
/** @since 0.1.0 Fourth powers of the last log returns: how uncertain the realised variance is. Barndorff-Nielsen and Shephard, Econometric analysis of realized volatility, 2002. Default: length 20. */
export function realisedQuarticity(source: Series, length?: number): Series
/** @since 0.1.0 Annual root mean square of the log returns below a target, the others counting as 0. Sortino and van der Meer, Downside Risk, 1991. Default: length 60, target 0 (log return a bar), barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function downsideDeviation(
  source: Series,
  length?: number,
  target?: number,
  barsPerYear?: number,
): Series
/** @since 0.1.0 Sample deviation of the last `span` realised volatilities of `length` returns each. Common knowledge; Baltussen, van Bekkum and van der Grient, Unknown Unknowns, 2018. Default: length 20, span 20, barsPerYear 252 (scales to a year: 252 for daily bars of a stock exchange; 1 for none). */
export function volatilityOfVolatility(
  source: Series,
  length?: number,
  span?: number,
  barsPerYear?: number,
): Series
/** @since 0.1.0 Root mean square of the percentage falls from the highest of the last `length` values. Martin and McCann, The Investor’s Guide to Fidelity Funds, 1989. Default: length 14. */
export function ulcerIndex(source: Series, length?: number): Series
/** @since 0.1.0 Typical price of the last `length` bars weighted by volume; NaN where there was none. Berkowitz, Logue and Noser, The Total Cost of Transactions on the NYSE, 1988. Default: length 20. */
export function rollingVwap(high: Series, low: Series, close: Series, volume: Series, length?: number): Series
/** @since 0.1.0 Typical price weighted by volume since the session, week, month, quarter or year began, with bands of weighted deviations. The first one counts from the first bar. Berkowitz, Logue and Noser, The Total Cost of Transactions on the NYSE, 1988. Default: anchor 0 (0 session, 1 week, 2 month, 3 quarter, 4 year), zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney), start 0 (minute of the day at which the session begins), width 2. */
export function anchoredVwap(
  time: Series,
  high: Series,
  low: Series,
  close: Series,
  volume: Series,
  anchor?: number,
  zone?: number,
  start?: number,
  width?: number,
): { vwap: Series; upper: Series; lower: Series }
/** @since 0.1.0 Mean of open, high, low and close over the last `length` bars: every bar counts the same. Common knowledge. Default: length 20. */
export function rollingTwap(open: Series, high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Distance of the volume from the mean of the `length` volumes before it in their deviations; 0 without any. Common knowledge. Default: length 20. */
export function volumeZScore(volume: Series, length?: number): Series
/** @since 0.1.0 Volume over the mean of the `length` volumes before it. Common knowledge. Default: length 20. */
export function relativeVolume(volume: Series, length?: number): Series
/** @since 0.1.0 Mean of price times volume over the last `length` bars. Common knowledge. Default: length 20. */
export function dollarVolume(source: Series, volume: Series, length?: number): Series
/** @since 0.1.0 Mean absolute return for a million of traded money; infinite while there was a bar without volume. Amihud, Illiquidity and stock returns, 2002. Default: length 20. */
export function amihudIlliquidity(source: Series, volume: Series, length?: number): Series
/** @since 0.1.0 Price change for a unit of volume signed by the tick rule, with its t-value. Kyle, Continuous Auctions and Insider Trading, 1985; Lopez de Prado 2018, 19.4.1. Default: length 60. */
export function kyleLambda(
  source: Series,
  volume: Series,
  length?: number,
): { lambda: Series; tValue: Series }
/** @since 0.1.0 Log return for the root of the traded money signed by the tick rule, with its t-value. Hasbrouck, Trading Costs and Returns for US Equities, 2009; Lopez de Prado 2018, 19.4.3. Default: length 60. */
export function hasbrouckLambda(
  source: Series,
  volume: Series,
  length?: number,
): { lambda: Series; tValue: Series }
/** @since 0.1.0 Spread that the bounce between bid and ask leaves in the changes of the price; 0 where there is no bounce. Roll, A Simple Implicit Measure of the Effective Bid-Ask Spread, 1984. Default: length 60 (price changes in the window). */
export function rollSpread(source: Series, length?: number): Series
/** @since 0.1.0 Spread as a fraction of the price, from the highs and lows of one bar and of two; negative estimates count as 0. Corwin and Schultz, A Simple Way to Estimate Bid-Ask Spreads from Daily High and Low Prices, 2012. Default: length 20 (pairs of bars). */
export function corwinSchultzSpread(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Spread as a fraction of the price, from closes against the middle of their bar and of the next one. Abdi and Ranaldo, A Simple Estimation of Bid-Ask Spreads from Daily Close, High, and Low Prices, 2017. Default: length 20 (pairs of bars). */
export function abdiRanaldoSpread(high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Spread as a fraction of the price, estimated efficiently from open, high, low and close. Ardia, Guidotti and Kroencke, Efficient estimation of bid-ask spreads from OHLC prices, 2024. Default: length 60. */
export function edgeSpread(open: Series, high: Series, low: Series, close: Series, length?: number): Series
/** @since 0.1.0 Buyers' part of the volume, judged by how far the price moved, and that of the sellers. Easley, Lopez de Prado and O’Hara, Flow Toxicity and Liquidity in a High-Frequency World, 2012. Default: span 50. */
export function bulkBuyVolume(source: Series, volume: Series, span?: number): { buy: Series; sell: Series }
/** @since 0.1.0 Probability of informed trading: imbalance of bulk-classified volume over `length` bars. On volume bars, which are its buckets, it is the measure of the paper. Easley, Lopez de Prado and O’Hara, Flow Toxicity and Liquidity in a High-Frequency World, 2012. Default: length 50, span 50 (price changes in the deviation). */
export function vpin(source: Series, volume: Series, length?: number, span?: number): Series
/** @since 0.1.0 Side of the last trade: 1 after a rise, -1 after a fall, as before where the price stood still, 0 at first. Lee and Ready, Inferring Trade Direction from Intraday Data, 1991. */
export function tickRule(source: Series): Series
/** @since 0.1.0 Side of a trade against the quote: 1 above the middle, -1 below it, by the tick rule at it. Lee and Ready, Inferring Trade Direction from Intraday Data, 1991. */
export function leeReady(source: Series, bid: Series, ask: Series): Series
/** @since 0.1.0 Volume of the last `length` bars signed by the tick rule, and its share of all of it. Hasbrouck, Measuring the Information Content of Stock Trades, 1991; Chordia, Roll and Subrahmanyam 2002. Default: length 20. */
export function signedVolume(
  source: Series,
  volume: Series,
  length?: number,
): { signedVolume: Series; imbalance: Series }
/** @since 0.1.0 What was added to the best bid and taken from the best ask over the last `length` quotes. Cont, Kukanov and Stoikov, The Price Impact of Order Book Events, 2014. Default: length 20. */
export function orderFlowImbalance(
  bid: Series,
  bidSize: Series,
  ask: Series,
  askSize: Series,
  length?: number,
): Series
/** @since 0.1.0 Size at the bid against size at the ask: 1 only bids, -1 only asks, 0 where there is neither. Cao, Hansch and Wang, The Information Content of an Open Limit-Order Book, 2009. */
export function bookImbalance(bidSize: Series, askSize: Series): Series
/** @since 0.1.0 Mean of bid and ask. Harris, Trading and Exchanges, 2003. */
export function quoteMiddle(bid: Series, ask: Series): Series
/** @since 0.1.0 Middle of the quote weighted by the size on the other side; the middle where there is none. Gatheral and Oomen, Zero-intelligence realized variance estimation, 2010; Stoikov 2018. */
export function microprice(bid: Series, bidSize: Series, ask: Series, askSize: Series): Series
/** @since 0.1.0 Ask less bid, and as a fraction of their middle. Harris, Trading and Exchanges, 2003. */
export function quotedSpread(bid: Series, ask: Series): { spread: Series; relative: Series }
/** @since 0.1.0 Twice the distance of a trade from the middle of the quote, and as a fraction of the middle. Huang and Stoll, Dealer versus auction markets, 1996. */
export function effectiveSpread(
  source: Series,
  bid: Series,
  ask: Series,
): { spread: Series; relative: Series }
/** @since 0.1.0 Of the trade `horizon` bars ago: what its other side kept after the quote moved, and how far the quote moved with it. Huang and Stoll, Dealer versus auction markets, 1996. Default: horizon 5. */
export function realisedSpread(
  source: Series,
  bid: Series,
  ask: Series,
  horizon?: number,
): { realisedSpread: Series; priceImpact: Series }
/** @since 0.1.0 Hour at which the bar opens by its zone's clock, 0 to 23. Gregorian calendar; zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function hourOfDay(time: Series, zone?: number): Series
/** @since 0.1.0 Minutes from the start of the session to the opening of the bar, 0 to 1439. Zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney), start 570 (minute of the day at which the session begins). */
export function sessionMinute(time: Series, zone?: number, start?: number): Series
/** @since 0.1.0 How many bars the session has had, the current one included; the first session counts from the first bar. Zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney), start 0 (minute of the day at which the session begins). */
export function sessionBar(time: Series, zone?: number, start?: number): Series
/** @since 0.1.0 Day of the week on which the bar opens in its zone: 1 Monday to 7 Sunday (ISO 8601). Gregorian calendar; zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function dayOfWeek(time: Series, zone?: number): Series
/** @since 0.1.0 Day of the month on which the bar opens in its zone, 1 to 31. Gregorian calendar; zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function dayOfMonth(time: Series, zone?: number): Series
/** @since 0.1.0 How many days with bars the month has had, the current one included. The first month starts from its weekdays before the first bar. Ariel, A Monthly Effect in Stock Returns, 1987. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function tradingDayOfMonth(time: Series, zone?: number): Series
/** @since 0.1.0 Days after the one the bar opens on until the month ends: all, and those from Monday to Friday. Gregorian calendar. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function daysToMonthEnd(time: Series, zone?: number): { days: Series; weekdays: Series }
/** @since 0.1.0 1 in the last `before` and the first `after` weekdays of a month, else 0. Holidays count as weekdays. Ariel 1987; Lakonishok and Smidt, Are Seasonal Anomalies Real?, 1988. Default: before 1, after 3, zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function turnOfMonth(time: Series, before?: number, after?: number, zone?: number): Series
/** @since 0.1.0 1 from the Monday to the third Friday of the month, when standard listed options expire, else 0; with the days to the next one. Standard expiration of US listed options and index futures. Default: quarterly 0 (1 for March, June, September and December only), zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function expiryWeek(
  time: Series,
  quarterly?: number,
  zone?: number,
): { expiryWeek: Series; daysToExpiry: Series }
/** @since 0.1.0 ISO week in which the bar opens in its zone, 1 to 53: week 1 has the first Thursday of the year. ISO 8601. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function weekOfYear(time: Series, zone?: number): Series
/** @since 0.1.0 Month in which the bar opens in its zone, 1 to 12. Gregorian calendar; zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function monthOfYear(time: Series, zone?: number): Series
/** @since 0.1.0 Quarter in which the bar opens in its zone, 1 to 4. Gregorian calendar; zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function quarterOfYear(time: Series, zone?: number): Series
/** @since 0.1.0 Day of the year on which the bar opens in its zone, 1 to 366. Gregorian calendar; zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function dayOfYear(time: Series, zone?: number): Series
/** @since 0.1.0 Year in which the bar opens in its zone. Gregorian calendar; zones of the IANA time zone database. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function calendarYear(time: Series, zone?: number): Series
/** @since 0.1.0 Sine and cosine of the bar's opening time within its local day. Harmonic encoding of seasonality: Harvey, Forecasting, Structural Time Series Models, 1989. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function timeOfDayCycle(time: Series, zone?: number): { sine: Series; cosine: Series }
/** @since 0.1.0 Sine and cosine of the local day within its week, from Monday. Harmonic encoding of seasonality: Harvey, Forecasting, Structural Time Series Models, 1989. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function dayOfWeekCycle(time: Series, zone?: number): { sine: Series; cosine: Series }
/** @since 0.1.0 Sine and cosine of the local day within its month. Harmonic encoding of seasonality: Harvey, Forecasting, Structural Time Series Models, 1989. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function dayOfMonthCycle(time: Series, zone?: number): { sine: Series; cosine: Series }
/** @since 0.1.0 Sine and cosine of the local day within its year. Harmonic encoding of seasonality: Harvey, Forecasting, Structural Time Series Models, 1989. Default: zone 0 (0 UTC, 1 America/New_York, 2 America/Chicago, 3 America/Toronto, 4 America/Sao_Paulo, 5 Europe/London, 6 Europe/Berlin, 7 Asia/Tokyo, 8 Asia/Hong_Kong, 9 Asia/Shanghai, 10 Asia/Singapore, 11 Asia/Kolkata, 12 Australia/Sydney). */
export function dayOfYearCycle(time: Series, zone?: number): { sine: Series; cosine: Series }

// ---------------------------------------------------------------- end of the indicators

// ---------------------------------------------------------------- orders

/** @since 0.1.0 */
export type Side = 'buy' | 'sell'
/** @since 0.1.0 */
export type OrderType = 'market' | 'limit' | 'stop' | 'stop-limit' | 'market-on-close'
/**
 * @since 0.1.0 How long an order works. `day`: through the session (UTC day) of the first bar that can trade it.
 * `gtc`: until cancelled. `ioc`: fills what it can at the first opportunity, the rest is cancelled; a limit must be
 * met at the open. `fok`: fills whole at the first opportunity or not at all. Stop orders are `day` or `gtc`.
 */
export type TimeInForce = 'day' | 'gtc' | 'ioc' | 'fok'
/** @since 0.1.0 */
export type OrderStatus = 'new' | 'partially-filled' | 'filled' | 'cancelled' | 'rejected' | 'expired'

/**
 * @since 0.1.0 Good till cancelled unless said otherwise. Without a `type` the prices tell it: none is a market order,
 * `limitPrice` a limit, `stopPrice` a stop, both a stop-limit.
 */
export interface OrderOptions {
  readonly type?: OrderType
  readonly limitPrice?: number
  readonly stopPrice?: number
  readonly timeInForce?: TimeInForce
  /** @since 0.2.0 The position that is meant: needed on a hedging account, which holds a long and a short of a symbol. */
  readonly positionSide?: 'long' | 'short'
  /** Your own word, kept with the order and its fills. */
  readonly tag?: string
}

/** @since 0.1.0 An order as the engine has it. */
export interface Order {
  readonly id: number
  readonly symbol: string
  readonly side: Side
  /** Only on a hedging account. */
  readonly positionSide?: 'long' | 'short' | undefined
  readonly type: OrderType
  readonly timeInForce: TimeInForce
  /** Positive. */
  readonly quantity: number
  readonly filledQuantity: number
  readonly limitPrice?: number | undefined
  readonly stopPrice?: number | undefined
  /** Mean price of the fills so far. */
  readonly averagePrice?: number | undefined
  readonly status: OrderStatus
  readonly submittedMs: EpochMs
  /** Why it was rejected, cancelled or expired. */
  readonly reason?: string | undefined
  readonly tag?: string | undefined
}

/** @since 0.1.0 */
export interface Fill {
  readonly orderId: number
  readonly symbol: string
  readonly side: Side
  readonly timeMs: EpochMs
  readonly quantity: number
  readonly price: number
  /** In the instrument's currency, positive when paid. */
  readonly fee: number
  readonly realizedProfit: number
  /** The position it belongs to, on a hedging account. */
  readonly positionSide?: 'long' | 'short' | undefined
  readonly tag?: string | undefined
}

/** @since 0.1.0 The position in one symbol; all zero when flat. */
export interface Position {
  readonly symbol: string
  /** Negative when short. */
  readonly quantity: number
  readonly averagePrice: number
  /** quantity x last price x multiplier, in the instrument's currency. */
  readonly marketValue: number
  readonly unrealizedProfit: number
  readonly realizedProfit: number
}

/** @since 0.1.0 */
export interface Account {
  readonly currency: string
  /** Cash plus market value of every position, in `currency`. */
  readonly equity: number
  /** Cash in `currency`, or in the currency asked for. */
  cash(currency?: string): number
  /** Sum of absolute position values over equity. */
  readonly leverage: number
}

/** @since 0.1.0 What is fixed about a symbol. */
export interface Instrument {
  readonly symbol: string
  readonly name: string
  readonly assetClass: string
  readonly currency: string
  readonly tickSize: number
  readonly lotSize: number
  readonly multiplier: number
  /** First level of the hierarchy region, asset class, sector, symbol. */
  readonly region?: string | undefined
  readonly sector?: string | undefined
  /** What is agreed beyond that: a bond's coupon, a future's expiry, an option's strike. */
  readonly terms?: InstrumentTerms | undefined
}

/** @since 0.1.0 The terms of a contract by its kind; fractions and rates are annual where the kind pays interest. */
export type InstrumentTerms =
  | { readonly kind: 'equity'; readonly shortable: boolean }
  | {
      readonly kind: 'bond'
      readonly faceValue: number
      readonly couponRate: number
      readonly couponsPerYear: number
      readonly dayCount: string
      readonly issueMs: EpochMs
      readonly maturityMs: EpochMs
      readonly quotation: 'clean' | 'dirty'
    }
  | {
      readonly kind: 'future'
      readonly root: string
      readonly contractMonth?: string | undefined
      readonly lastTradeMs?: EpochMs | undefined
      readonly settlement: 'cash' | 'physical'
    }
  | {
      readonly kind: 'fx'
      readonly base: string
      readonly pipSize: number
      readonly standardLot: number
      readonly maxLeverage: number
    }
  | { readonly kind: 'crypto-spot'; readonly base: string }
  | { readonly kind: 'perpetual'; readonly base: string; readonly inverse: boolean }
  | {
      readonly kind: 'option'
      readonly underlying: string
      readonly right: 'call' | 'put'
      readonly strike: number
      readonly expiryMs: EpochMs
      readonly exercise: 'american' | 'european'
      readonly settlement: 'cash' | 'physical'
      /** What it is priced from: the share or index itself, or a future. */
      readonly model: 'spot' | 'future'
      /** Whether it is quoted, paid and settled in the underlying coin. */
      readonly inverse: boolean
    }

/** @since 0.1.0 Levels on which exposure can be asked for. */
export type HierarchyLevel = 'region' | 'assetClass' | 'sector' | 'symbol'

/** @since 0.1.0 Position values over equity: all of them, and longs less shorts. */
export interface Exposure {
  readonly gross: number
  readonly net: number
}

/**
 * @since 0.1.0 Weights by group, to any depth: a number is a security's share of its group, a group has a weight of
 * the group it stands in.
 */
export interface AllocationTree {
  readonly [name: string]: number | { readonly weight: number; readonly of: AllocationTree }
}

/**
 * @since 0.1.0 Weights of securities from a tree of weights.
 *
 * @example
 * allocate({ US: { weight: 0.6, of: { equity: { weight: 0.7, of: { SPY: 1 } }, bond: { weight: 0.3, of: { TLT: 1 } } } } })
 * // { SPY: 0.42, TLT: 0.18 }
 */
export function allocate(tree: AllocationTree): Record<string, number>

/**
 * @since 0.1.0 The bars seen so far, oldest first: `close[index]` is the bar that has just closed. Entries after it
 * are NaN, whatever the future holds.
 */
export interface Bars {
  /** Open time of each bar. */
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/** @since 0.1.0 One symbol at the current time. */
export interface SymbolView {
  readonly symbol: string
  /** Index of the newest bar in `bars`; -1 before the first. */
  readonly index: number
  /** Open time of the newest bar. */
  readonly barTimeMs: EpochMs
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly bars: Bars
}

/** @since 0.1.0 What was published of a period. */
export interface KnownValue {
  readonly value: number
  /** The reference period, by its first instant; a date is midnight UTC. */
  readonly refMs: EpochMs
  /** When it was published. */
  readonly knownMs: EpochMs
}

/** @since 0.1.0 Something that was published. */
export interface NewsItem {
  /** The dataset it comes from. */
  readonly dataset: string
  /** When it became known. */
  readonly knownMs: EpochMs
  readonly text: string
  /** The publisher's word for what it is; may be empty. */
  readonly type: string
  /** What it is about; may be empty. */
  readonly symbols: readonly string[]
}

/**
 * @since 0.1.0 Sensitivities of one unit of an option at the last prices, in the underlying's currency; NaN where its
 * price implies no volatility.
 */
export interface Greeks {
  /** Annual, as a fraction: what the option's newest bar implies. */
  readonly impliedVolatility: number
  readonly delta: number
  readonly gamma: number
  /** For one vol point, 0.01 of volatility. */
  readonly vega: number
  /** For one calendar day. */
  readonly theta: number
  /** For one percentage point of the rate. */
  readonly rho: number
}

/** @since 0.1.0 An option at the present time. */
export interface OptionContract extends Greeks {
  readonly symbol: string
  readonly underlying: string
  readonly right: 'call' | 'put'
  readonly strike: number
  readonly expiryMs: EpochMs
  /** Last price, in coins where it settles in the coin. */
  readonly price: number
  /** Last price of the underlying. */
  readonly underlyingPrice: number
  /** What exercise would pay for one unit, in the unit of `price`. */
  readonly intrinsic: number
  /** Underlying price over strike. */
  readonly moneyness: number
}

/** @since 0.1.0 Implied volatility of an underlying by strike and expiry, through the quotes of its chain. */
export interface ImpliedSurface {
  /** Annual, as a fraction; NaN for an expiry that has passed. */
  volatility(strike: number, expiryMs: EpochMs): number
}

/** @since 0.1.0 A bond at its last price: prices and accrued interest in percent of face value. NaN before a price is known. */
export interface BondMeasures {
  readonly accrued: number
  readonly cleanPrice: number
  readonly dirtyPrice: number
  /** Annual, compounded with the coupons (street convention). */
  readonly yield: number
  /** In years. */
  readonly modifiedDuration: number
  readonly convexity: number
  /** What the price falls by as the yield rises by a basis point. */
  readonly dv01: number
}

/** @since 0.1.0 What a strategy can see and do in a hook. Valid only until the hook returns. */
export interface StrategyContext<V> extends SymbolView {
  readonly parameters: V
  /** The clock: when the newest bar closed. */
  readonly timeMs: EpochMs
  /** Every symbol of the run, in the order given by the user. */
  readonly symbols: readonly string[]
  readonly account: Account
  instrument(symbol: string): Instrument
  /** With a `side` that position of a hedging account, without one both together. */
  position(symbol: string, side?: 'long' | 'short'): Position
  /** Orders that still work, for one symbol or all, oldest first. */
  openOrders(symbol?: string): readonly Order[]
  /**
   * Last known price of a symbol, NaN before its first bar. It is one that was traded, also where bars show others
   * (Heikin-Ashi, Renko).
   */
  price(symbol: string): number
  /**
   * The bars of a symbol seen so far, adjusted as of now: the newest is at its raw price, earlier ones have the splits,
   * dividends and rolls up to now taken out. Past values change when something happens; entries after `index` are NaN.
   */
  adjustedBars(symbol: string): Bars
  /**
   * Symbols of this run that are members of an index, such as `ctx.members('SP500')`, at the clock: at the close of a
   * day's bar those of that day.
   */
  members(index: string): readonly string[]
  /** Best bid at the close of a symbol's newest bar; NaN before the first and where its data has no quotes. */
  bid(symbol: string): number
  /** Best ask at the close of a symbol's newest bar; NaN before the first and where its data has no quotes. */
  ask(symbol: string): number

  /**
   * What is known by the clock of a value series that `indicators` or `data.values` names; undefined before the first
   * publication.
   */
  known(id: string, options?: KnownOptions): KnownValue | undefined
  /** Everything published so far of one reference period, oldest first. */
  vintages(id: string, refMs: EpochMs): readonly KnownValue[]
  /** The news of `data.news` known by the clock, oldest first; with `sinceMs` those that became known after it. */
  news(sinceMs?: EpochMs): readonly NewsItem[]

  /** Orders `quantity` units: positive buys, negative sells. Returns the order's id. */
  order(symbol: string, quantity: number, options?: OrderOptions): number
  /** Orders units worth `value` of the instrument's currency at the last price. 0 when that is less than one lot. */
  orderValue(symbol: string, value: number, options?: OrderOptions): number
  /**
   * Orders what is missing to hold `quantity`, working orders counted in except those that wait for a stop price.
   * 0 when nothing is missing.
   */
  orderTarget(symbol: string, quantity: number, options?: OrderOptions): number
  /** Orders what is missing to hold `value` of the instrument's currency. */
  orderTargetValue(symbol: string, value: number, options?: OrderOptions): number
  /** Orders what is missing to hold `fraction` of the account's equity: 1 is all of it, -0.5 is half of it short. */
  orderTargetPercent(symbol: string, fraction: number, options?: OrderOptions): number
  /**
   * Orders what is missing to hold these fractions of equity, by symbol; what is held and not named is sold. Working
   * orders of all symbols are cancelled first. Returns the ids of the orders.
   */
  orderTargets(weights: Readonly<Record<string, number>>): number[]
  /** Exposure of a group at the last prices: `('region', 'US')`, `('sector', 'Energy')`, `('symbol', 'SPY')`. */
  exposure(level: HierarchyLevel, group: string): Exposure
  /**
   * The living option contracts of the run on an underlying that have a price, by expiry, then strike, calls first.
   * Volatility and sensitivities are computed when they are read.
   */
  chain(underlying: string): readonly OptionContract[]
  /** Sensitivities of an option at the last prices. */
  greeks(symbol: string): Greeks
  /** Volatility surface through the chain of an underlying; undefined where no contract implies a volatility. */
  surface(underlying: string): ImpliedSurface | undefined
  /**
   * Gives notice that contracts of an American option held long are exercised, before the next bar opens and for what
   * is held then. Returns how many the notice is for: no more than are held.
   */
  exercise(symbol: string, quantity: number): number
  /** Accrued interest, yield and durations of a bond at its last price. */
  bond(symbol: string): BondMeasures
  /**
   * Orders the opposite of the position and cancels its open orders. 0 when flat. On a hedging account without a
   * `side` both positions; the number is the last order's.
   */
  closePosition(symbol: string, side?: 'long' | 'short'): number
  /** Cancels a working order; false when it no longer works. */
  cancel(orderId: number): boolean
  /** Cancels every working order of a symbol, or of all. Returns how many. */
  cancelAll(symbol?: string): number

  /** Writes a line to the run's log. */
  log(message: string): void
  /** A number in [0, 1) from the run's seed: the same in every rerun. */
  random(): number
}

/** @since 0.1.0 A symbol's view together with the strategy's indicators. */
export type SymbolViewWith<I> = SymbolView & { readonly [K in keyof I]: number }

/** @since 0.1.0 The context together with the strategy's indicators, as numbers at the newest bar. */
export type ContextWith<V, I> = StrategyContext<V> & { readonly [K in keyof I]: number } & {
  /** Another symbol's bars and indicators. */
  of(symbol: string): SymbolViewWith<I>
}

/**
 * @since 0.1.0 Runs once per period, after every `onBar` of its first bar: for decisions over all symbols at once.
 * The first period begins when the first symbol's indicators are known. With `at`, once the clock in `timeZone` (UTC by default) has reached that time in the period's day.
 */
export interface ScheduledTask<C> {
  readonly every: 'bar' | 'day' | 'week' | 'month' | 'quarter' | 'year'
  /** 24-hour clock, such as '15:50'. */
  readonly at?: string
  /** IANA name. */
  readonly timeZone?: string
  run(ctx: C): void
}

/** @since 0.1.0 A strategy as its author writes it. Put `parameters` and `indicators` before the hooks: their types flow down. */
export interface StrategyDefinition<
  P extends Readonly<Record<string, Parameter>>,
  I extends Readonly<Record<string, Series>>,
> {
  readonly name: string
  readonly description?: string
  /** Symbols it was written for, offered as the default. */
  readonly symbols?: readonly string[]
  /** Timeframe it was written for, such as '1d'. */
  readonly timeframe?: string
  readonly parameters?: P
  /** Datasets that the hooks read: `ctx.known` and `ctx.vintages` those of `values`, `onNews` and `ctx.news` those of `news`. */
  readonly data?: { readonly values?: readonly string[]; readonly news?: readonly string[] }
  readonly indicators?: (inputs: IndicatorInputs<ParameterValuesOf<P>>) => I
  /** Before the first bar; no orders yet. */
  onStart?(ctx: ContextWith<ParameterValuesOf<P>, I>): void
  /** Each bar of each symbol, when it has closed. `ctx.symbol` says whose. */
  onBar?(ctx: ContextWith<ParameterValuesOf<P>, I>): void
  /** After each fill, before the `onBar` of the bar it happened in. */
  onFill?(ctx: ContextWith<ParameterValuesOf<P>, I>, fill: Fill): void
  /** After each change of an order's status; what bars changed comes before `onBar`, what hooks changed after it. */
  onOrder?(ctx: ContextWith<ParameterValuesOf<P>, I>, order: Order): void
  /** Each item of the news in `data`, at the first close that it is known at, before `onBar`. */
  onNews?(ctx: ContextWith<ParameterValuesOf<P>, I>, item: NewsItem): void
  readonly schedule?: readonly ScheduledTask<ContextWith<ParameterValuesOf<P>, I>>[]
  /** After the last bar; orders placed here are not filled. */
  onEnd?(ctx: ContextWith<ParameterValuesOf<P>, I>): void
}

/** @since 0.1.0 What a strategy file exports by default. */
export interface Strategy {
  readonly kind: 'strategy'
}

/**
 * @since 0.1.0 Declares a strategy.
 *
 * @example
 * import { defineStrategy, sma } from 'quarterdeck'
 *
 * export default defineStrategy({
 *   name: 'SMA cross',
 *   parameters: { fast: { default: 10, min: 2, max: 100 }, slow: { default: 30, min: 5, max: 300 } },
 *   indicators: ({ close, parameters }) => ({ fast: sma(close, parameters.fast), slow: sma(close, parameters.slow) }),
 *   onBar(ctx) {
 *     ctx.orderTargetPercent(ctx.symbol, ctx.fast > ctx.slow ? 1 : 0)
 *   },
 * })
 */
export function defineStrategy<
  const P extends Readonly<Record<string, Parameter>> = Readonly<Record<never, Parameter>>,
  I extends Readonly<Record<string, Series>> = Readonly<Record<never, Series>>,
>(definition: StrategyDefinition<P, I>): Strategy
