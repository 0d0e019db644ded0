import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../../electron/cli/main.ts'
import { temporaryFolderForAll } from '../support/temporaryFolder.ts'

const home = temporaryFolderForAll()
const BARS = 'date,open,high,low,close,volume\n2024-01-02,10,11,9,10.5,100\n2024-01-03,10.5,12,10,11,200\n'

async function quarterdeck(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const stderr = { write: (text: string) => err.push(text) }
  const code = await main([...args, '--home', home], { stdout, stderr })
  return { code, out: out.join(''), err: err.join('') }
}

describe('quarterdeck import', () => {
  it('takes the instrument as it is told', async () => {
    const file = path.join(home, 'ZX.csv')
    writeFileSync(file, BARS)
    const described = ['--asset-class', 'future', '--currency', 'EUR', '--calendar', '24x5']
    const sized = ['--name', 'Example Future', '--tick', '0.5', '--lot', '2', '--multiplier', '25']
    const { code, out } = await quarterdeck('import', file, ...described, ...sized, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out).files[0].datasets[0].instrument).toEqual({
      symbol: 'ZX',
      name: 'Example Future',
      assetClass: 'future',
      currency: 'EUR',
      calendar: '24x5',
      tickSize: 0.5,
      lotSize: 2,
      multiplier: 25,
    })
  })

  it('lets the lot follow the class', async () => {
    const file = path.join(home, 'ZY.csv')
    writeFileSync(file, BARS)
    const { out } = await quarterdeck('import', file, '--asset-class', 'crypto-spot', '--dry-run', '--json')
    expect(JSON.parse(out).files[0].plan).toMatchObject({ assetClass: 'crypto-spot', lotSize: 1e-8 })
  })

  it.each(['0', '-1', 'ten', 'Infinity'])('refuses a multiplier of %s', async (text) => {
    const file = path.join(home, 'ZZ.csv')
    writeFileSync(file, BARS)
    const { code, err } = await quarterdeck('import', file, `--multiplier=${text}`)
    expect(code).toBe(2)
    expect(err).toContain(`--multiplier is a number above zero, not '${text}'`)
  })
})
