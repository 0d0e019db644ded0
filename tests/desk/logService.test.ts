import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { LogFile } from '../../electron/desk/logFile.ts'
import { LogService } from '../../electron/desk/logService.ts'
import type { LogEntry } from '../../shared/rpc/contract/deskCalls.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

function openLog(): { log: LogService; folder: string; text: () => string } {
  const folder = temporaryFolder()
  const log = new LogService({
    folder,
    now: () => 0,
    places: { '/srv/desk/home': '(home)', '/srv/desk': '(program)' },
  })
  return { log, folder, text: () => readFileSync(path.join(folder, 'desk.log'), 'utf8') }
}

describe('the log', () => {
  it('shows the newest entries in order and tells of new ones', () => {
    const { log } = openLog()
    const heard: LogEntry[] = []
    log.write('info', 'desk', 'before')
    const stop = log.onEntry((entry) => heard.push(entry))
    log.write('warning', 'lake', 'first')
    log.write('error', 'runs', 'second')
    stop()
    log.write('info', 'desk', 'after')
    expect(heard.map(({ message }) => message)).toEqual(['first', 'second'])
    expect(log.tail(2)).toEqual([
      { sequence: 3, timeMs: 0, level: 'error', room: 'runs', message: 'second' },
      { sequence: 4, timeMs: 0, level: 'info', room: 'desk', message: 'after' },
    ])
  })

  it('keeps five thousand entries', () => {
    const { log } = openLog()
    for (let entry = 0; entry < 5100; entry++) log.write('debug', 'desk', `${entry}`)
    const kept = log.tail(10_000)
    expect([kept.length, kept[0]?.message]).toEqual([5000, '100'])
  })

  it("shows the machine's folders by short names; the file keeps them whole", async () => {
    const { log, text } = openLog()
    log.write('info', 'lake', `read /srv/desk/home/lake/a and /srv/desk/plugins and ${homedir()}/data/b.csv`)
    expect(log.tail(1)[0]?.message).toBe('read (home)/lake/a and (program)/plugins and ~/data/b.csv')
    await log.flush()
    expect(text()).toBe(
      `1970-01-01T00:00:00.000Z info    lake read /srv/desk/home/lake/a and /srv/desk/plugins and ${homedir()}/data/b.csv\n`,
    )
  })

  it('writes a secret nowhere, wherever it comes up', async () => {
    const { log, text } = openLog()
    log.protect('s3cr3t-t0ken')
    log.writeFailure('desk', new Error('refused: s3cr3t-t0ken'))
    await log.flush()
    expect(log.tail(1)[0]?.message).toContain('refused: (secret)')
    expect(text()).not.toContain('s3cr3t')
  })

  it('keeps a message of several lines apart from the next entry', async () => {
    const { log, text } = openLog()
    log.write('error', 'runs', 'one\n2026-01-01T00:00:00.000Z info    desk forged')
    log.write('info', 'desk', 'two')
    await log.flush()
    const entries = text()
      .split('\n')
      .filter((line) => /^\d/.test(line))
    expect(entries).toHaveLength(2)
  })
})

describe('the log file', () => {
  it('moves on when it has grown, and keeps a fixed number of files, newest first', async () => {
    const folder = temporaryFolder()
    const file = new LogFile(folder, { maxBytes: 100, kept: 3 })
    for (let line = 0; line < 10; line++) {
      file.write(`${line} `.padEnd(60, '.'))
      await file.flush()
    }
    expect(readdirSync(folder).sort()).toEqual(['desk.log', 'desk.log.1', 'desk.log.2'])
    const first = (name: string) => readFileSync(path.join(folder, name), 'utf8')[0]
    expect(['desk.log', 'desk.log.1', 'desk.log.2'].map(first)).toEqual(['9', '8', '7'])
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'desk.log')).mode & 0o777).toBe(0o600)
  })

  it('goes on with the file of the last start', async () => {
    const folder = temporaryFolder()
    for (const line of ['first', 'second']) {
      const file = new LogFile(folder)
      file.write(line)
      await file.flush()
    }
    expect(readFileSync(path.join(folder, 'desk.log'), 'utf8')).toBe('first\nsecond\n')
  })

  it('does not bring the desk down where it cannot be written', async () => {
    const file = new LogFile(path.join(temporaryFolder(), 'no', 'such', 'folder'))
    file.write('lost')
    await file.flush()
    expect(existsSync('no')).toBe(false)
  })
})
