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

describe('quarterdeck import of facts', () => {
  it('takes a JSON array as instruments, and gives it back', async () => {
    const bars = path.join(home, 'CONTRACT.csv')
    writeFileSync(bars, BARS)
    await quarterdeck('import', bars)
    const file = path.join(home, 'instruments.json')
    const terms = {
      kind: 'future',
      root: 'C',
      lastTradeMs: '2024-03-15',
      settlement: 'physical',
    }
    writeFileSync(file, JSON.stringify([{ symbol: 'CONTRACT', multiplier: 50, terms }]))
    const { code, out } = await quarterdeck('import', file, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out).files[0]).toMatchObject({ kind: 'instruments', datasets: ['CONTRACT@1d'] })
    const given = await quarterdeck('data', 'instrument', 'CONTRACT', '--json')
    expect(JSON.parse(given.out)).toMatchObject([{ symbol: 'CONTRACT', multiplier: 50, terms }])
    const shown = await quarterdeck('data', 'show', 'CONTRACT@1d')
    expect(shown.out).toContain('last trade 2024-03-15')
  })

  it('refuses a bad field with its path and exit code 2', async () => {
    const file = path.join(home, 'bad.json')
    writeFileSync(file, '[{"symbol": "CONTRACT", "lotSize": "one"}]')
    const { code, err } = await quarterdeck('import', file, '--kind', 'instruments')
    expect(code).toBe(2)
    expect(err).toContain('instrument 1 (CONTRACT), lotSize: ')
  })
})
