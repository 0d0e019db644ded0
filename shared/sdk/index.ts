/** What `import ... from 'quarterdeck'` resolves to at run time; `quarterdeck.d.ts` declares and documents it. */
export { defineStrategy } from './defineStrategy.ts'
export {
  add,
  atr,
  bollinger,
  divide,
  ema,
  highest,
  lag,
  lowest,
  macd,
  multiply,
  returns,
  rsi,
  sma,
  standardDeviation,
  subtract,
  zScore,
} from './series.ts'
