import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { main } from '../../electron/cli/main.ts'
import { temporaryFolderForAll } from '../support/temporaryFolder.ts'

const home = temporaryFolderForAll()

async function quarterdeck(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const stderr = { write: (text: string) => err.push(text) }
  const code = await main([...args, '--home', home], { stdout, stderr })
  return { code, out: out.join(''), err: err.join('') }
}

/** Half-hour bars of five winter days in New York from 8:00 to 17:30: 13 of 20 lie in the regular session. */
function halfHours(): string {
  const rows = ['2025-01-13', '2025-01-14', '2025-01-15', '2025-01-16', '2025-01-17'].flatMap((date) =>
    Array.from({ length: 20 }, (_, index) => {
      const time = new Date(Date.parse(`${date}T13:00:00Z`) + index * 1_800_000).toISOString()
      const price = 100 + (index % 7)
      return `${time},${price},${price + 1},${price - 1},${price},1000`
    }),
  )
  return `time,open,high,low,close,volume\n${rows.join('\n')}\n`
}

it('runs over the regular sessions alone where --session says so, and says what it left out', async () => {
  const file = path.join(home, 'HALF.csv')
  writeFileSync(file, halfHours())
  expect((await quarterdeck('import', file, '--timeframe', '30m', '--calendar', 'XNYS')).code).toBe(0)
  const run = async (session: string) => {
    const { out } = await quarterdeck(
      ...['backtest', 'sma-cross', '--symbols', 'HALF', '--timeframe', '30m'],
      ...['--param', 'fast=2', '--param', 'slow=5', '--session', session, '--json'],
    )
    return JSON.parse(out)
  }
  const [all, regular] = [await run('all'), await run('regular')]
  expect([all.bars, regular.bars]).toEqual([100, 65])
  expect(regular.from).toBe('2025-01-13T14:30:00.000Z')
  expect(regular.assumptions).toContain(
    'HALF: the run read the regular sessions of XNYS only; 35 of its stored bars lie outside them.',
  )
  expect(all.assumptions.join(' ')).not.toContain('regular sessions')
})

it('refuses another word', async () => {
  const { code, err } = await quarterdeck('backtest', 'sma-cross', '--session', 'night')
  expect(code).toBe(2)
  expect(err).toContain('Allowed choices are all, regular')
})
