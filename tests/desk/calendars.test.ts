import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { openTestDesk } from './openTestDesk.ts'

it('lists the trading calendars with their names and zones', async () => {
  const { client } = await openTestDesk({ home: temporaryFolder() })
  const calendars = await client.call('calendars.list', {})
  expect(calendars).toContainEqual({
    id: 'XNYS',
    name: 'New York Stock Exchange',
    timeZone: 'America/New_York',
  })
  expect(calendars).toContainEqual({
    id: 'XCME-EQUITY',
    name: 'CME Globex equity index futures',
    timeZone: 'America/Chicago',
  })
  for (const { timeZone } of calendars)
    expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow()
})
