import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../electron/store/store.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const WRITER = fileURLToPath(new URL('./killedWriter.ts', import.meta.url))

/** Numerical Recipes' linear congruential generator: the moments of the kills are the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('a store whose process is killed while it writes', () => {
  it('has every event that was acknowledged, in place, and no gap, however often', async () => {
    const file = path.join(temporaryFolder(), 'desk.sqlite')
    const random = randomNumbers(20261120)
    const acknowledged = new Map<number, number>()
    for (let round = 0; round < 6; round++) {
      const writer = spawn(process.execPath, [WRITER, file, String(round * 1_000_000)])
      let printed = ''
      writer.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text
      })
      await once(writer.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, random() * 60))
      writer.kill('SIGKILL')
      await once(writer, 'close')
      const whole = printed.slice(0, printed.lastIndexOf('\n')).split('\n')
      expect(whole.length).toBeGreaterThan(0)
      for (const line of whole) {
        const [sequence, value] = line.split(' ').map(Number)
        acknowledged.set(sequence ?? 0, value ?? 0)
      }

      const store = await openStore(file)
      const { entries } = await store.verifyJournal()
      const journal = await store.readJournal(0, entries + 1)
      expect(journal.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: entries }, (_, index) => index + 1),
      )
      for (const [sequence, value] of acknowledged) {
        expect(journal[sequence - 1]?.event).toEqual({ kind: 'setting.saved', payload: { key: 'a', value } })
      }
      const last = journal.at(-1)?.event
      expect(last?.kind === 'setting.saved' && last.payload.value).toBe(await store.findSetting('a'))
      await store.close()
    }
    expect(acknowledged.size).toBeGreaterThan(20)
  })
})
