import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Desk, type DeskOptions, openDesk } from '../desk/desk.ts'
import { type HttpServer, startHttpServer } from './httpServer.ts'

export interface ServeOptions extends DeskOptions {
  /** 0 takes a free port. */
  readonly port: number
  /** Folder of the built screen; `out/renderer` of the program by default. */
  readonly rendererFolder?: string
}

export interface Served {
  readonly desk: Desk
  readonly server: HttpServer
  /** Closes the server, then the desk. */
  close(): Promise<void>
}

const OWN_RENDERER = path.join(fileURLToPath(new URL('../../', import.meta.url)), 'out', 'renderer')

/**
 * Opens a desk and serves it to browsers on this machine. Prints nothing: `server.url` is for the terminal,
 * `server.openingUrl()` for starting a browser.
 * @throws DeskError as `openDesk` and `startHttpServer` do; nothing is left open then.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const { port, rendererFolder = OWN_RENDERER, ...deskOptions } = options
  const desk = await openDesk(deskOptions)
  try {
    const server = await startHttpServer(desk, { port, rendererFolder })
    desk.log.protect(new URL(server.url).searchParams.get('token') ?? '')
    return {
      desk,
      server,
      close: async () => {
        await server.close()
        await desk.close()
      },
    }
  } catch (error) {
    await desk.close()
    throw error
  }
}
