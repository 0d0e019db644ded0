import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../../electron/cli/main.ts'
import { temporaryFolderForAll } from '../support/temporaryFolder.ts'

const home = temporaryFolderForAll()
const CPI = 'Date,Index\n2020-01-01,257.971\n2020-02-01,258.678\n'

async function quarterdeck(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const stderr = { write: (text: string) => err.push(text) }
  const code = await main([...args, '--home', home], { stdout, stderr })
  return { code, out: out.join(''), err: err.join('') }
}

function file(name: string, text: string): string {
  const at = path.join(home, name)
  writeFileSync(at, text)
  return at
}

describe('quarterdeck import --kind values', () => {
  it('refuses a file that does not say when it was known, and says what to add', async () => {
    const { code, err } = await quarterdeck('import', file('CPI.csv', CPI), '--kind', 'values')
    expect(code).toBe(2)
    expect(err).toContain('does not say when its values became known')
    expect(err).toContain('--known-after DAYS')
  })

  it.each([
    [['--known-after', '5', '--known-at', '2020-03-01'], 'say two things'],
    [['--known-after', 'soon'], '--known-after is a number of days'],
    [['--known-at', 'soon'], "'soon' is no date"],
    [['--known-after', '5', '--on-defect', 'dupes=drop'], "does not know the defect 'dupes'"],
  ])('refuses %j', async (options, words) => {
    const { code, err } = await quarterdeck('import', file('CPI.csv', CPI), '--kind', 'values', ...options)
    expect(code).toBe(2)
    expect(err).toContain(words)
  })

  it('shows what it would store, stores it, adds to it, lists it, exports it and removes it', async () => {
    const options = ['--kind', 'values', '--symbol', 'US-CPI', '--unit', '1982-84=100']
    const timed = ['--known-after', '43', '--known-time', '08:30', '--timezone', 'America/New_York']
    const dry = await quarterdeck('import', file('CPI.csv', CPI), ...options, ...timed, '--dry-run')
    expect(dry.out).toContain('US-CPI')
    expect(dry.out).toContain('2020-02-13 13:30')
    const stored = await quarterdeck('import', file('CPI.csv', CPI), ...options, ...timed, '--json')
    expect(JSON.parse(stored.out).files[0]).toMatchObject({
      added: 2,
      datasets: [{ id: 'US-CPI', kind: 'values', rows: 2 }],
    })
    const again = CPI.replace('258.678', '258.824')
    const added = await quarterdeck(
      'import',
      file('again.csv', again),
      ...options,
      '--known-at',
      '2021-02-10',
      '--json',
    )
    expect(JSON.parse(added.out).files[0]).toMatchObject({ added: 2, datasets: [{ rows: 4, revisions: 1 }] })
    const list = await quarterdeck('data', 'list', '--json')
    expect(JSON.parse(list.out).at(-1)).toMatchObject({ id: 'US-CPI', kind: 'values', unit: '1982-84=100' })
    const shown = await quarterdeck('data', 'show', 'US-CPI')
    expect(shown.out).toContain('known 43 days after the reference date')
    const out = path.join(home, 'out.csv')
    expect((await quarterdeck('data', 'export', 'US-CPI', '--out', out)).code).toBe(0)
    expect(readFileSync(out, 'utf8').split('\n')[0]).toBe('reference,known,value')
    expect((await quarterdeck('data', 'check', 'US-CPI')).code).toBe(0)
    expect((await quarterdeck('data', 'remove', 'US-CPI')).code).toBe(0)
    expect((await quarterdeck('data', 'show', 'US-CPI')).code).toBe(2)
  })

  it('keeps its options from bars', async () => {
    const bars = file('ZX.csv', 'date,close\n2024-01-02,10\n2024-01-03,11\n')
    const { code, err } = await quarterdeck('import', bars, '--known-at', '2024-02-01')
    expect(code).toBe(2)
    expect(err).toContain('--known-at is for --kind values or --kind news')
  })
})

describe('quarterdeck import --kind news', () => {
  it('takes times, texts, types and symbols of JSON lines', async () => {
    const lines = [
      {
        published: '2024-05-01T18:00:00Z',
        headline: 'Rates stay',
        category: 'statement',
        symbols: ['SPX', 'TLT'],
      },
      { published: '2024-05-02T12:30:00Z', headline: 'Claims rise', category: 'release', symbols: [] },
    ]
    const text = lines.map((line) => JSON.stringify(line)).join('\n')
    const { out } = await quarterdeck(
      'import',
      file('news.jsonl', text),
      '--kind',
      'news',
      '--symbol',
      'WIRE',
      '--json',
    )
    expect(JSON.parse(out).files[0].datasets[0]).toMatchObject({
      ...{ id: 'WIRE', kind: 'news', rows: 2, types: ['release', 'statement'], symbols: ['SPX', 'TLT'] },
      firstKnownMs: Date.UTC(2024, 4, 1, 18),
    })
  })
})
