import { execFileSync, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const COMPILER = new URL('../../electron/research/strategyCompiler.ts', import.meta.url).href

/** A program that waits for a strategy that never comes back. */
const hangingDesk = (cacheFolder: string) => `
  import { compileStrategy } from ${JSON.stringify(COMPILER)}
  const limits = { hookTimeMs: 600_000, memoryBytes: 2 ** 30 }
  const cacheFolder = ${JSON.stringify(cacheFolder)}
  await compileStrategy('for (;;) {}\\nexport default 1', 'endless.ts', { limits, cacheFolder })`

function childrenOf(processId: number | undefined): number[] {
  try {
    const text = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(processId)], { encoding: 'utf8' })
    return text
      .split('\n')
      .filter((line) => line.includes('--permission'))
      .map((line) => Number.parseInt(line, 10))
  } catch {
    return []
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}

async function until<T>(probe: () => T | undefined | false, limitMs: number): Promise<T | undefined> {
  for (const endMs = performance.now() + limitMs; performance.now() < endMs; await wait(50)) {
    const found = probe()
    if (found) return found
  }
  return undefined
}

describe.skipIf(process.platform !== 'linux')('a run whose desk is killed', () => {
  it('ends by itself, even in a loop without an end', async () => {
    const desk = spawn(process.execPath, ['--input-type=module', '--eval', hangingDesk(temporaryFolder())], {
      stdio: 'ignore',
    })
    const run = await until(() => childrenOf(desk.pid)[0], 20_000)
    expect(run).toBeTypeOf('number')
    // Time to get from its start into the loop.
    await wait(1000)
    desk.kill('SIGKILL')
    expect(await until(() => !isAlive(run ?? 0), 10_000)).toBe(true)
  })
})
