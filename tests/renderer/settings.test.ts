import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { DeskError } from '../../shared/domain/deskError.ts'
import { call } from '../../shared/rpc/contract/define.ts'
import { deskCalls } from '../../shared/rpc/contract/deskCalls.ts'
import { createDeskClient } from '../../shared/rpc/createDeskClient.ts'
import { serveContract } from '../../shared/rpc/rpcServer.ts'
import { createMemoryPair } from '../../shared/rpc/transports/memory.ts'

const contract = {
  calls: {
    'settings.get': deskCalls['settings.get'],
    'settings.set': deskCalls['settings.set'],
    noop: call(z.object({}), z.object({})),
  },
  streams: {},
} as const

/** A desk's settings over the real transport, with a switch to fail. */
function desk(stored: Record<string, z.infer<ReturnType<typeof z.json>>>) {
  const [screen, far] = createMemoryPair()
  const state = { stored, writes: 0, isFailing: false }
  serveContract(contract, far, {
    calls: {
      noop: () => ({}),
      'settings.get': ({ key }) => {
        if (state.isFailing) throw new DeskError('STORE_FAILED', 'the disk is full')
        return { value: state.stored[key] ?? null }
      },
      'settings.set': ({ key, value }) => {
        if (state.isFailing) throw new DeskError('STORE_FAILED', 'the disk is full')
        state.writes += 1
        state.stored[key] = value
        return {}
      },
    },
    streams: {},
  })
  return { client: createDeskClient(screen), state }
}

type Settings = typeof import('../../renderer/state/settings.ts')
let settings: Settings

beforeEach(async () => {
  vi.resetModules()
  settings = await import('../../renderer/state/settings.ts')
})

afterEach(() => {
  vi.useRealTimers()
})

describe('settings', () => {
  it('are read through the desk and checked', async () => {
    settings.attachSettings(desk({ 'grid.runs': { width: 5 }, 'grid.data': 'broken' }).client)
    const { load } = settings.useSettings.getState()
    const schema = z.object({ width: z.number() })
    await expect(load('grid.runs', schema)).resolves.toEqual({ width: 5 })
    await expect(load('grid.data', schema)).resolves.toBeNull()
    await expect(load('grid.none', schema)).resolves.toBeNull()
  })

  it('reject where the desk does not answer, so that nothing is written over unseen', async () => {
    const { client, state } = desk({ a: 1 })
    state.isFailing = true
    settings.attachSettings(client)
    await expect(settings.useSettings.getState().load('a', z.number())).rejects.toThrow('the disk is full')
  })

  it('write the last of many changes once', async () => {
    const { client, state } = desk({})
    settings.attachSettings(client)
    const { save, flush } = settings.useSettings.getState()
    for (let width = 0; width < 50; width += 1) save('grid.runs', { width })
    await flush()
    expect(state).toMatchObject({ writes: 1, stored: { 'grid.runs': { width: 49 } } })
  })

  it('write by themselves a moment later, and not what did not change', async () => {
    const { client, state } = desk({})
    settings.attachSettings(client)
    const { save } = settings.useSettings.getState()
    save('a', 1)
    await vi.waitFor(() => expect(state.writes).toBe(1), { timeout: 2000 })
    save('a', 1)
    await settings.useSettings.getState().flush()
    expect(state.writes).toBe(1)
  })

  it('keep what could not be written for the next connection', async () => {
    const broken = desk({})
    broken.state.isFailing = true
    settings.attachSettings(broken.client)
    const { save, flush } = settings.useSettings.getState()
    save('a', 1)
    await flush()
    expect(broken.state.writes).toBe(0)
    const next = desk({})
    settings.attachSettings(next.client)
    await vi.waitFor(() => expect(next.state.stored).toEqual({ a: 1 }))
  })

  it('leave out members that are undefined, which JSON does not know', async () => {
    const { client, state } = desk({})
    settings.attachSettings(client)
    const { save, flush } = settings.useSettings.getState()
    save('a', { kept: 1, gone: undefined })
    await flush()
    expect(state.stored).toEqual({ a: { kept: 1 } })
  })
})
