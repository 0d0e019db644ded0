import { describe, expect, it } from 'vitest'
import { byGroup, indicatorsPage, sdkDeclaration, sdkFunctions, sdkIndex } from './generatedText.ts'

/** `vitest run tests/quant/generatedIndicators.test.ts -u` writes what has changed. */
describe('what is written from the definitions of the indicators', () => {
  it('is the declaration of the SDK', async () => {
    await expect(sdkDeclaration()).toMatchFileSnapshot('../../shared/sdk/quarterdeck.d.ts')
  })

  it('is the implementation of the SDK, a file for each group', async () => {
    for (const [group, definitions] of byGroup()) {
      await expect(sdkFunctions(group, definitions)).toMatchFileSnapshot(
        `../../shared/sdk/indicators/${group}.ts`,
      )
    }
    await expect(sdkIndex()).toMatchFileSnapshot('../../shared/sdk/indicators/index.ts')
  })

  it('is the page of the docs', async () => {
    await expect(indicatorsPage()).toMatchFileSnapshot('../../docs/indicators.md')
  })
})
