/** What `import ... from 'quarterdeck'` resolves to at run time; `quarterdeck.d.ts` declares and documents it. */
export { allocate } from './allocate.ts'
export { add, divide, multiply, subtract } from './arithmetic.ts'
export { defineStrategy } from './defineStrategy.ts'
export * from './indicators/index.ts'
export { atTimeframe, known, ofSymbol } from './otherData.ts'
