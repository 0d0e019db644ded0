import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { openDesk } from '../../electron/desk/desk.ts'
import { serve } from '../../electron/server/serve.ts'
import { createDeskClient } from '../../shared/rpc/createDeskClient.ts'
import { webSocketTransport } from '../../shared/rpc/transports/webSocket.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

function builtScreen(): string {
  const folder = path.join(temporaryFolder(), 'renderer')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Quarterdeck</title>')
  return folder
}

describe('serving a desk', () => {
  it('lets a browser in by its link, answers it over the WebSocket, and ends everything together', async () => {
    const home = temporaryFolder()
    const served = await serve({ home, port: 0, rendererFolder: builtScreen(), importSamples: false })
    onTestFinished(() => served.close())
    const exchange = await fetch(served.server.url, { redirect: 'manual' })
    const cookie = exchange.headers.get('set-cookie')?.split(';')[0] ?? ''
    const origin = new URL(served.server.url).origin
    expect(await (await fetch(origin, { headers: { cookie } })).text()).toContain('Quarterdeck')

    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie }, origin })
    const transport = webSocketTransport(socket)
    const closed = new Promise<void>((resolve) => transport.onClose(resolve))
    const client = createDeskClient(transport)
    expect((await client.call('desk.status', {})).home).toBe(home)
    expect((await client.call('strategies.list', {})).map(({ id }) => id)).toContain('sma-cross')

    await served.close()
    await closed
    await expect(fetch(origin)).rejects.toThrow()
    const next = await openDesk({ home, importSamples: false })
    await next.close()
  })

  it('keeps its token out of the log', async () => {
    const served = await serve({
      home: temporaryFolder(),
      port: 0,
      rendererFolder: builtScreen(),
      importSamples: false,
    })
    onTestFinished(() => served.close())
    served.desk.log.write('info', 'desk', `opened ${served.server.url}`)
    const token = new URL(served.server.url).searchParams.get('token') ?? ''
    expect(served.desk.log.tail(1)[0]?.message).toContain('?token=(secret)')
    expect(JSON.stringify(served.desk.log.tail(100))).not.toContain(token)
  })

  it('leaves the home free where the server cannot start', async () => {
    const home = temporaryFolder()
    await expect(serve({ home, port: 0, rendererFolder: temporaryFolder() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const desk = await openDesk({ home, importSamples: false })
    await desk.close()
  })
})
