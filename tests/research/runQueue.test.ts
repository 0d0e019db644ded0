import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lake } from '../../electron/lake/lake.ts'
import { readRunResult } from '../../electron/research/resultBundle.ts'
import type { RunRecord } from '../../shared/domain/backtest.ts'
import { openSampleLake, textQueue } from '../support/sampleHome.ts'
import { temporaryFolder, temporaryFolderForAll } from '../support/temporaryFolder.ts'

const HOLD = `import { defineStrategy } from 'quarterdeck'
export default defineStrategy({
  name: 'Hold',
  onBar(ctx) {
    if (ctx.position(ctx.symbol).quantity === 0) ctx.orderTargetPercent(ctx.symbol, 1)
  },
})`

/** Never ends, but comes back from every hook. */
const SLOW = `import { defineStrategy } from 'quarterdeck'
export default defineStrategy({
  name: 'Slow',
  onBar(ctx) { let sum = 0; for (let i = 0; i < 2e7; i++) sum += Math.sqrt(i); ctx.log(String(sum)) },
})`

const inOnBar = (body: string) => `import { defineStrategy } from 'quarterdeck'

export default defineStrategy({
  name: 'Trouble',
  onBar(ctx) {
    ${body}
  },
})`

const config = (strategyId: string) => ({ strategyId, symbols: ['SPX'], timeframe: '1d' })
const home = temporaryFolderForAll()
let lake: Lake

beforeAll(async () => {
  lake = await openSampleLake(home)
})
afterAll(() => lake.close())

async function runToEnd(
  source: string,
  limits = { hookTimeMs: 5000, memoryBytes: 1 << 30 },
): Promise<RunRecord> {
  const { queue } = textQueue(lake, home, { it: source }, { limits })
  return queue.whenEnded((await queue.start(config('it'))).id)
}

describe('a run', () => {
  it('leaves a bundle whose log has the strategy’s own clock and seeded randomness', async () => {
    const source = inOnBar(
      'if (ctx.index === 10) ctx.log(new Date().toISOString() + " " + Math.random() + " " + Date.now())',
    )
    const logs: string[] = []
    for (let time = 0; time < 2; time++) {
      const { queue } = textQueue(lake, home, { it: source })
      const record = await queue.whenEnded((await queue.start(config('it'))).id)
      const result = await readRunResult(queue.bundleFile(record.id), record)
      logs.push(result.log[0]?.message ?? '')
    }
    expect(logs[0]).toBe(logs[1])
    // The eleventh session of 2000 was 18 January; its daily bar closes within two days of its UTC midnight.
    expect(logs[0]).toMatch(/^2000-01-1[89]T/)
  })

  it('shows its own clock wherever the language has one, and no two equal streams of random numbers', async () => {
    const source = inOnBar(`if (ctx.index !== 10) return
      const clocks = [
        Date.now(),
        new Date().getTime(),
        Date.parse(Date()),
        Temporal.Now.instant().epochMilliseconds,
        Temporal.Now.zonedDateTimeISO().epochMilliseconds,
        Date.parse(\`\${Temporal.Now.plainDateTimeISO()}Z\`),
        Date.parse(new Intl.DateTimeFormat('en').format() + ' UTC'),
        Date.parse(new Intl.DateTimeFormat('en').formatToParts().map(({ value }) => value).join('') + ' UTC'),
      ]
      ctx.log(String(clocks.every((clock) => clock === ctx.timeMs)))
      ctx.log(String(Math.random() === ctx.random()))
      ctx.log(typeof WeakRef + typeof FinalizationRegistry)`)
    const { queue } = textQueue(lake, home, { it: source })
    const record = await queue.whenEnded((await queue.start(config('it'))).id)
    expect(record.error).toBeNull()
    const { log } = await readRunResult(queue.bundleFile(record.id), record)
    expect(log.map(({ message }) => message)).toEqual(['true', 'false', 'undefinedundefined'])
  })

  it('that writes to what it was only shown is told so, and its parameters stay as the bundle names them', async () => {
    const { error } = await runToEnd(inOnBar('ctx.close = 5'))
    expect(error).toMatchObject({ code: 'STRATEGY_THREW', where: expect.stringMatching(/^it\.ts:6:/) })
    const parameters = inOnBar('ctx.parameters.length = 5').replace(
      "name: 'Trouble',",
      "name: 'Trouble', parameters: { length: { default: 3 } },",
    )
    expect((await runToEnd(parameters)).error).toMatchObject({
      code: 'STRATEGY_THREW',
      where: expect.stringMatching(/^it\.ts:6:/),
    })
  })

  it('that throws ends with the message and the line', async () => {
    const { state, error } = await runToEnd(inOnBar("throw new TypeError('no such price')"))
    expect(state).toBe('failed')
    expect(error).toMatchObject({ code: 'STRATEGY_THREW', where: 'it.ts:6:11' })
    expect(error?.message).toBe('TypeError: no such price')
  })

  it('that loops for ever is ended within its limit and names the line of the loop', async () => {
    const startedMs = performance.now()
    const { error } = await runToEnd(inOnBar('let n = 0\n    while (ctx.close > 0) n++'), {
      hookTimeMs: 500,
      memoryBytes: 1 << 30,
    })
    expect(error).toMatchObject({ code: 'STRATEGY_TIMEOUT' })
    expect(error?.where).toMatch(/^it\.ts:7:/)
    expect(performance.now() - startedMs).toBeLessThan(4000)
  })

  it('that hangs in a regular expression names its line too', async () => {
    const { error } = await runToEnd(inOnBar("ctx.log(String(/^(a+)+$/.test('a'.repeat(60) + 'b')))"), {
      hookTimeMs: 500,
      memoryBytes: 1 << 30,
    })
    expect(error).toMatchObject({ code: 'STRATEGY_TIMEOUT' })
    expect(error?.where).toMatch(/^it\.ts:6:/)
  })

  it.each([
    ['objects', 'const kept: unknown[] = []; for (;;) kept.push({ kept })'],
    ['buffers outside the heap', 'const kept = []; for (;;) kept.push(new Float64Array(1e5).fill(1))'],
  ])('that eats memory with %s is ended and names the line', async (_, body) => {
    const { error } = await runToEnd(inOnBar(body), { hookTimeMs: 20_000, memoryBytes: 150 << 20 })
    expect(error).toMatchObject({ code: 'STRATEGY_MEMORY' })
    expect(error?.where).toMatch(/^it\.ts:6:/)
    expect(error?.message).toContain('150 MB')
  })

  it('that asks for more than any heap holds is ended as out of memory', async () => {
    const { error } = await runToEnd(
      inOnBar('const a: unknown[] = []; for (;;) a.push(new Array(3e7).fill(ctx.close))'),
    )
    expect(error?.code).toBe('STRATEGY_MEMORY')
  })

  it('whose strategy recurses without end fails at its line and nothing else does', async () => {
    const { error } = await runToEnd(
      inOnBar('const deeper = (n: number): number => deeper(n + 1) + 1; deeper(0)'),
    )
    expect(error).toMatchObject({ code: 'STRATEGY_THREW' })
    expect(error?.where).toMatch(/^it\.ts:6:/)
  })
})

describe('limits', () => {
  it('hold each hook, not the whole run', async () => {
    const limits = { hookTimeMs: 1000, memoryBytes: 1 << 30 }
    const { queue } = textQueue(lake, home, { slow: SLOW }, { limits })
    const startedMs = performance.now()
    const { id } = await queue.start({ ...config('slow'), toMs: Date.UTC(2000, 2, 31) })
    const record = await queue.whenEnded(id)
    expect(performance.now() - startedMs).toBeGreaterThan(limits.hookTimeMs)
    expect(record).toMatchObject({ state: 'done', error: null })
  })

  it('name the line of a wrong call of the SDK as of any other error', async () => {
    const { error } = await runToEnd(inOnBar("ctx.order('NOPE', 1)"))
    expect(error?.where).toMatch(/^it\.ts:6:/)
    expect(error?.message).toContain('NOPE')
  })
})

describe('the queue', () => {
  it('refuses what cannot run before it is queued, and suggests', async () => {
    const { queue, history } = textQueue(lake, home, { it: HOLD, bad: 'import "fs"' })
    await expect(queue.start({ ...config('it'), symbols: ['SPZ'] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { suggestions: ['SPX'] },
    })
    await expect(queue.start({ ...config('it'), timeframe: '1m' })).rejects.toMatchObject({
      code: 'DATA_MISSING',
    })
    await expect(queue.start(config('bad'))).rejects.toMatchObject({
      code: 'STRATEGY_COMPILE',
      where: 'bad.ts:1:8',
    })
    expect(history).toEqual([])
  })

  it('runs ten that wait in their order, each kept through every state', async () => {
    const { queue, history } = textQueue(lake, home, { it: HOLD }, { concurrency: 1 })
    const records: RunRecord[] = []
    for (let count = 0; count < 11; count++) records.push(await queue.start(config('it')))
    const ended = await Promise.all(records.map(({ id }) => queue.whenEnded(id).catch(() => undefined)))
    const finished = history.filter(({ state }) => state === 'done').map(({ id }) => id)
    expect(finished).toEqual(records.map(({ id }) => id))
    for (const { id } of records) {
      expect(history.filter((record) => record.id === id).map(({ state }) => state)).toEqual([
        'queued',
        'running',
        'done',
      ])
    }
    const hashes = new Set(
      history.filter(({ state }) => state === 'done').map(({ resultHash }) => resultHash),
    )
    expect(hashes.size).toBe(1)
    expect(ended.length).toBe(11)
  })

  it('cancels a running strategy within 200 ms, in the midst of a hook', async () => {
    const { queue } = textQueue(lake, home, { slow: SLOW })
    const { id } = await queue.start(config('slow'))
    await new Promise<void>((resolve) => queue.onUpdate(({ progress }) => progress > 0 && resolve()))
    const startedMs = performance.now()
    const record = await queue.cancel(id)
    expect(performance.now() - startedMs).toBeLessThan(200)
    expect(record).toMatchObject({ state: 'cancelled', error: null })
  })

  it('cancels a waiting run without touching the running one', async () => {
    const { queue } = textQueue(lake, home, { slow: SLOW, it: HOLD }, { concurrency: 1 })
    const running = await queue.start(config('slow'))
    const waiting = await queue.start(config('it'))
    expect(await queue.cancel(waiting.id)).toMatchObject({ state: 'cancelled', startedMs: null })
    expect(await queue.cancel(running.id)).toMatchObject({ state: 'cancelled' })
  })

  it('lets a run finish beside one that hangs', async () => {
    const hang = inOnBar('for (;;) {}')
    const { queue } = textQueue(lake, home, { hang, it: HOLD }, { concurrency: 2 })
    const hanging = await queue.start(config('hang'))
    const good = await queue.start(config('it'))
    expect(await queue.whenEnded(good.id)).toMatchObject({ state: 'done' })
    await queue.cancel(hanging.id)
  })

  it('does not call a run done whose record could not be kept', async () => {
    const persist = async ({ state }: RunRecord) => {
      if (state === 'done') throw new Error('disk full')
    }
    const { queue } = textQueue(lake, temporaryFolder(), { it: HOLD }, { persist })
    const { id } = await queue.start(config('it'))
    expect(await queue.whenEnded(id)).toMatchObject({ state: 'failed', error: { code: 'STORE_FAILED' } })
  })

  it('reports progress at most twenty times a second', async () => {
    const { queue } = textQueue(lake, home, { slow: SLOW })
    const { id } = await queue.start(config('slow'))
    const times: number[] = []
    queue.onUpdate(
      ({ state, progress }) => state === 'running' && progress > 0 && times.push(performance.now()),
    )
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await queue.cancel(id)
    expect(times.length).toBeGreaterThan(3)
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
    expect((times.length - 1) / seconds).toBeLessThanOrEqual(21)
  })
})
