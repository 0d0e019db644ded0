import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PointInTimeDataset } from '../../shared/domain/valueSeries.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { until } from '../support/until.ts'
import { openTestDesk } from './openTestDesk.ts'

const CLAIMS = `date,pub_date,value
2020-03-14,2020-03-19,281
2020-03-14,2020-03-26,282
2020-03-21,2020-03-26,3283
`

describe('values and news at the desk', () => {
  it('are imported, listed, read by vintage, exported and removed; each change is streamed and journalled', async () => {
    const home = temporaryFolder()
    const { desk, client } = await openTestDesk({ home, importSamples: false })
    const lists: (readonly PointInTimeDataset[])[] = []
    client.subscribe('records.changes', {}, { onItem: (list) => void lists.push(list) })
    const file = { kind: 'path' as const, path: path.join(home, 'claims.csv') }
    writeFileSync(file.path, CLAIMS)
    const { plan, fileHash } = await client.call('records.inspect', { file, kind: 'values' })
    const named = { ...plan, id: 'CLAIMS' }
    expect(await client.call('records.preview', { file, fileHash, plan: named })).toMatchObject({
      rows: 3,
      series: [{ id: 'CLAIMS', rows: 3 }],
      refused: [],
    })
    expect(await client.call('records.commit', { file, fileHash, plan: named })).toMatchObject({ added: 3 })

    const latest = await client.call('records.latest', { id: 'CLAIMS', maxPeriods: 10 })
    expect([...latest.value]).toEqual([282, 3283])
    const newest = await client.call('records.latest', { id: 'CLAIMS', maxPeriods: 1 })
    expect([...newest.refMs]).toEqual([Date.UTC(2020, 2, 21)])
    const vintages = await client.call('records.vintages', { id: 'CLAIMS', refMs: Date.UTC(2020, 2, 14) })
    expect(vintages.map(({ value }) => value)).toEqual([281, 282])
    expect((await client.call('records.export', { id: 'CLAIMS', format: 'csv' })).fileName).toBe('CLAIMS.csv')
    await client.call('records.remove', { id: 'CLAIMS' })
    expect(await client.call('records.list', {})).toEqual([])
    await until(() => expect(lists.at(-1)).toEqual([]))
    expect(lists.some((list) => list[0]?.id === 'CLAIMS')).toBe(true)
    const journal = (await desk.store.readJournal(0, 100)).map(({ event }) => event)
    expect(journal).toContainEqual({
      kind: 'dataset.stored',
      payload: expect.objectContaining({ datasetId: 'CLAIMS', bars: 3, source: 'claims.csv' }),
    })
    expect(journal).toContainEqual({ kind: 'dataset.removed', payload: { datasetId: 'CLAIMS' } })
  })

  it('answer news by their text, newest first, and the time that a date means', async () => {
    const home = temporaryFolder()
    const { client } = await openTestDesk({ home, importSamples: false })
    const file = { kind: 'path' as const, path: path.join(home, 'fed.csv') }
    writeFileSync(
      file.path,
      'time,text\n2020-03-03T15:00:00Z,Rates are cut\n2020-03-15T21:00:00Z,Rates are cut again\n',
    )
    const { plan, fileHash } = await client.call('records.inspect', { file, kind: 'news' })
    await client.call('records.commit', { file, fileHash, plan: { ...plan, id: 'FED' } })
    const found = await client.call('records.news', { id: 'FED', search: 'CUT', limit: 10 })
    expect(found.map(({ text }) => text)).toEqual(['Rates are cut again', 'Rates are cut'])
    expect(await client.call('records.news', { id: 'FED', search: 'again', limit: 10 })).toHaveLength(1)
    const zone = { timeZone: 'America/New_York', timeOfDay: '08:30' }
    expect(await client.call('records.knownAt', { text: '2020-07-01', ...zone })).toEqual({
      timeMs: Date.UTC(2020, 6, 1, 12, 30),
    })
  })
})
