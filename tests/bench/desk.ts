import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import WebSocket, { WebSocketServer } from 'ws'
import { type Desk, openDesk } from '../../electron/desk/desk.ts'
import { decodeMessage, encodeMessage } from '../../shared/rpc/codec.ts'
import { createDeskClient } from '../../shared/rpc/createDeskClient.ts'
import type { DeskClient } from '../../shared/rpc/deskClient.ts'
import { webSocketTransport } from '../../shared/rpc/transports/webSocket.ts'
import type { Bench, BenchResult } from './benchTypes.ts'

const REPEATS = 15

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  await work()
  const times: number[] = []
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[REPEATS >> 1] ?? Number.NaN
}

async function withScreen<T>(desk: Desk, work: (client: DeskClient) => Promise<T>): Promise<T> {
  const listener = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await new Promise((resolve) => listener.once('listening', resolve))
  listener.on('connection', (socket) => desk.attach(webSocketTransport(socket)))
  const address = listener.address()
  if (typeof address !== 'object' || address === null) throw new Error('the listener has no port')
  const client = createDeskClient(webSocketTransport(new WebSocket(`ws://127.0.0.1:${address.port}`)))
  try {
    return await work(client)
  } finally {
    client.close()
    for (const socket of listener.clients) socket.terminate()
    listener.close()
  }
}

/** From asking for a run to the last of what its result panel shows, as a browser asks for it. */
async function measure(client: DeskClient): Promise<BenchResult[]> {
  const config = { strategyId: 'sma-cross', symbols: ['SPX'], timeframe: '1d' }
  const resultOf = async (runId: string) => {
    await client.call('runs.show', { runId })
    await Promise.all([
      client.call('runs.equity', { runId, maxPoints: 2000 }),
      client.call('runs.fills', { runId }),
      client.call('runs.orders', { runId }),
      client.call('runs.log', { runId }),
    ])
  }
  let ended: (runId: string) => void = () => {}
  client.subscribe(
    'runs.updates',
    {},
    {
      onItem: ({ id, state, error }) => {
        if (error !== null) throw new Error(error.message)
        if (state === 'done') ended(id)
      },
    },
  )
  let lastRun = ''
  const runToResult = async () => {
    const done = new Promise<string>((resolve) => {
      ended = resolve
    })
    await client.call('runs.start', config)
    lastRun = await done
    await resultOf(lastRun)
  }
  const call = await medianMs(() => client.call('desk.status', {}))
  const bars = await medianMs(() =>
    client.call('data.bars', { datasetId: 'SPX@1d', timeframe: '1d', maxBars: 10_000 }),
  )
  const run = await medianMs(runToResult)
  const result = await medianMs(() => resultOf(lastRun))
  return [
    { name: 'smallest call over a WebSocket', value: call, unit: 'ms' },
    { name: '5,105 bars to the chart', value: bars, unit: 'ms' },
    { name: 'Run pressed to result on the screen, 5,105 bars', value: run, unit: 'ms' },
    { name: 'result of a finished run to the screen', value: result, unit: 'ms' },
  ]
}

/** Columns through the codec, beside copying the same bytes. */
async function measureCodec(): Promise<BenchResult[]> {
  const column = () => Float64Array.from({ length: 10_000 }, (_, index) => index / 7)
  const message = { type: 'result', id: 1, value: { time: column(), close: column(), volume: column() } }
  const megabytes = (3 * column().byteLength) / 1e6
  const codec = await medianMs(async () => {
    for (let repeat = 0; repeat < 200; repeat++) decodeMessage(encodeMessage(message))
  })
  const copy = await medianMs(async () => {
    for (let repeat = 0; repeat < 200; repeat++) structuredClone(message)
  })
  return [
    {
      name: 'columns encoded and decoded',
      value: (200 * megabytes * 1000) / codec,
      unit: 'MB/s',
      ratio: copy / codec,
      against: 'structuredClone',
    },
  ]
}

export const benches: readonly Bench[] = [
  {
    name: 'desk',
    run: async () => {
      const home = await mkdtemp(path.join(tmpdir(), 'quarterdeck-bench-'))
      const desk = await openDesk({ home })
      try {
        await desk.samplesImported
        return [...(await withScreen(desk, measure)), ...(await measureCodec())]
      } finally {
        await desk.close()
        await rm(home, { recursive: true, force: true })
      }
    },
  },
]
