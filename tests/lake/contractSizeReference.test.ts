import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { guessContractSize } from '../../electron/lake/detection/contractSize.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'

/** Roots whose table entry is in dollars a bushel where quotes come in cents: a point is worth a hundredth. */
const QUOTED_IN_CENTS = new Set(['ZC', 'ZS', 'ZW'])
/** Roots that have a size here and stand in the recorded table. */
const ROOTS = 'ES MES NQ MNQ YM RTY CL NG GC SI HG ZC ZS ZW ZN ZB FESX FDAX HSI'.split(' ')

describe('the value of one point of a future', () => {
  it.skipIf(!hasSharedData)("is that of QuantConnect Lean's symbol properties database", () => {
    const table = gunzipSync(readFileSync(sharedData('reference_data/symbol_properties_database.csv.gz')))
    const multipliers = new Map(
      table
        .toString('utf8')
        .split('\n')
        .map((line) => line.split(','))
        .filter(([, , type]) => type === 'future')
        .map(([, root = '', , , , multiplier]) => [root, Number(multiplier)]),
    )
    for (const root of ROOTS) {
      const expected = (multipliers.get(root) ?? Number.NaN) / (QUOTED_IN_CENTS.has(root) ? 100 : 1)
      expect(guessContractSize(`${root}Z24`, 'future').multiplier, root).toBe(expected)
    }
  })

  it('is a guess of 1 for a root that is not known', () => {
    expect(guessContractSize('QQQQZ24', 'future')).toMatchObject({ multiplier: 1, confidence: 'guess' })
  })
})
