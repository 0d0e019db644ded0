import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CommandHoldOuts } from '../../electron/desk/commandHoldOuts.ts'
import { HoldOutService } from '../../electron/desk/holdOutService.ts'
import { HoldOutSpool } from '../../electron/desk/holdOutSpool.ts'
import { prepareHome } from '../../electron/desk/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { runRecord } from '../store/runRecords.ts'
import { PROJECT_ROOT } from '../support/sampleHome.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { openTestDesk, untilRun } from './openTestDesk.ts'

const HOLD_OUT = { fromMs: Date.UTC(2015, 0, 1) }

function opening(id: string) {
  const record = runRecord(id, { resultHash: 'a'.repeat(64) })
  return { ...record, config: { ...record.config, holdOut: HOLD_OUT, openHoldOut: true } }
}

describe('an opening by a command', () => {
  it('goes into the journal at once where the home is free', async () => {
    const home = prepareHome(temporaryFolder())
    const holdOuts = new CommandHoldOuts(home, () => 1000)
    await holdOuts.opened(opening('one'))
    await holdOuts.finished(opening('one'))
    await holdOuts.settle()
    expect(readdirSync(home.holdOuts)).toEqual([])
    const store = await openStore(home.database)
    expect(await store.listHoldOutOpenings()).toMatchObject([
      {
        id: 'one',
        openedMs: 1000,
        openedFrom: 'command line',
        holdOut: HOLD_OUT,
        resultHash: 'a'.repeat(64),
      },
    ])
    expect((await store.readJournal(0, 10)).map(({ event }) => event.kind)).toEqual([
      'hold-out.opened',
      'hold-out.finished',
    ])
    await store.close()
  })

  it('waits on the disk while a desk runs on the home, counts already, and is taken in by the desk', async () => {
    const folder = temporaryFolder()
    const { client } = await openTestDesk({ home: folder, importSamples: false })
    const home = prepareHome(folder)
    const holdOuts = new CommandHoldOuts(home, () => 1000)
    await holdOuts.opened(opening('beside'))
    await holdOuts.settle()
    expect(readdirSync(home.holdOuts)).toEqual(['beside.opened.json'])
    const { strategyName, config } = opening('beside')
    const subject = {
      strategyName,
      strategyId: config.strategyId,
      symbols: config.symbols,
      holdOut: HOLD_OUT,
    }
    expect(await holdOuts.openingsOf(subject)).toMatchObject([{ id: 'beside', resultHash: null }])
    expect(await client.call('strategies.holdOutOpenings', {})).toMatchObject([{ id: 'beside' }])
    expect(readdirSync(home.holdOuts)).toEqual([])
    await holdOuts.finished(opening('beside'))
    expect(await holdOuts.openingsOf(subject)).toMatchObject([{ id: 'beside', resultHash: 'a'.repeat(64) }])
    expect(await client.call('strategies.holdOutOpenings', {})).toMatchObject([
      { resultHash: 'a'.repeat(64) },
    ])
  })

  it('is there after its process was killed in the middle of its run', () => {
    const home = prepareHome(temporaryFolder())
    const script = `
      import { CommandHoldOuts } from './electron/desk/commandHoldOuts.ts'
      import { prepareHome } from './electron/desk/home.ts'
      await new CommandHoldOuts(prepareHome(process.argv[1]), () => 1).opened(JSON.parse(process.argv[2]))
      process.kill(process.pid, 'SIGKILL')`
    const { signal } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script, home.folder, JSON.stringify(opening('killed'))],
      { cwd: PROJECT_ROOT },
    )
    expect(signal).toBe('SIGKILL')
    expect(readdirSync(home.holdOuts)).toEqual(['killed.opened.json'])
  })

  it('is written once, however often the taking in was cut off, and a damaged file stops nothing', async () => {
    const home = prepareHome(temporaryFolder())
    const spool = new HoldOutSpool(home.holdOuts)
    const command = new CommandHoldOuts(home, () => 5)
    await command.opened(opening('one'))
    await command.finished(opening('one'))
    const waiting = await spool.read()
    const store = await openStore(home.database)
    const bad: string[] = []
    const service = new HoldOutService({ store, spool, now: () => 6, onBad: (file) => bad.push(file) })
    await service.takeIn()
    // As if it had been killed between the journal and the removal of the files.
    for (const { event } of waiting) await spool.write(event)
    writeFileSync(path.join(home.holdOuts, 'torn.opened.json'), '{"kind":"hold-')
    expect(await service.openings()).toHaveLength(1)
    expect((await store.readJournal(0, 10)).length).toBe(2)
    expect(bad).toEqual(['torn.opened.json'])
    expect(existsSync(path.join(home.holdOuts, 'torn.opened.json.unreadable'))).toBe(true)
    await store.close()
  })
})

describe('the desk', () => {
  it('records each opening by the window, keeps checks with the source they were made of, and says both', async () => {
    const folder = temporaryFolder()
    const { desk, client } = await openTestDesk({ home: folder, importSamples: true })
    await desk.samplesImported
    const config = { strategyId: 'sma-cross', symbols: ['SPX'], timeframe: '1d', holdOut: HOLD_OUT }
    const closed = await client.call('runs.start', config)
    await untilRun(client, closed.id, ['done'])
    expect(await client.call('strategies.holdOutOpenings', {})).toEqual([])
    for (const fast of [10, 12]) {
      const run = await client.call('runs.start', { ...config, openHoldOut: true, parameters: { fast } })
      const { resultHash } = await untilRun(client, run.id, ['done'])
      const { openings } = await client.call('strategies.evidence', { id: 'sma-cross' })
      expect(openings.at(-1)).toMatchObject({
        id: run.id,
        resultHash,
        parameters: { fast },
        openedFrom: 'window',
      })
    }
    const fractions: number[] = []
    const check = await client.call(
      'strategies.check',
      // A check opens nothing, whatever it is asked.
      { config: { ...config, openHoldOut: true }, request: { check: 'look-ahead', options: { cuts: 4 } } },
      { onProgress: ({ fraction }) => fractions.push(fraction ?? 0) },
    )
    expect(check.outcome).toMatchObject({ passed: true, options: { cuts: 4, seed: 1 } })
    // No cut lies in what is held out.
    if (check.outcome.check !== 'look-ahead') throw new Error('another check')
    for (const cutMs of check.outcome.cutsMs) expect(cutMs).toBeLessThan(HOLD_OUT.fromMs)
    const evidence = await client.call('strategies.evidence', { id: 'sma-cross' })
    expect(evidence.openings).toHaveLength(2)
    expect(evidence.checks).toEqual([check])
    expect(evidence.strategyHash).toBe(closed.strategyHash)
    expect(await client.call('strategies.checks', { strategyHash: 'f'.repeat(64) })).toEqual([])
  }, 60_000)

  it('ends a check that its caller cancels', async () => {
    const folder = temporaryFolder()
    const { desk, client } = await openTestDesk({ home: folder, importSamples: true })
    await desk.samplesImported
    const controller = new AbortController()
    const config = { strategyId: 'sma-cross', symbols: ['SPX'], timeframe: '1d' }
    const request = { check: 'look-ahead', options: { cuts: 1000 } } as const
    const checking = client.call('strategies.check', { config, request }, { signal: controller.signal })
    setTimeout(() => controller.abort(), 300)
    await expect(checking).rejects.toMatchObject({ code: 'CANCELLED' })
    expect((await client.call('strategies.evidence', { id: 'sma-cross' })).checks).toEqual([])
  }, 60_000)
})
