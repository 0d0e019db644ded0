import { type BrowserWindow, ipcMain, MessageChannelMain, nativeTheme, type WebFrameMain } from 'electron'
import { z } from 'zod'
import { relay } from '../../shared/rpc/relay.ts'
import { SHELL_CHANNELS } from '../../shared/rpc/shellBridge.ts'
import { messagePortTransport } from '../../shared/rpc/transports/messagePort.ts'
import type { DeskSupervisor } from './deskSupervisor.ts'
import { openFiles, openFilesRequestSchema, saveFile, saveFileRequestSchema } from './fileDialogs.ts'
import { APP_ORIGIN } from './rendererFiles.ts'

const themeSchema = z.enum(['dark', 'light', 'system'])

/** Answers the window's preload. `window` tells the one window there is; messages of any other frame are ignored. */
export function answerWindow(window: () => BrowserWindow | null, supervisor: DeskSupervisor): void {
  /** The window, where the message comes from its own page. */
  const senderOf = (event: { readonly senderFrame: WebFrameMain | null }): BrowserWindow | null => {
    const current = window()
    const isItsPage = event.senderFrame !== null && event.senderFrame === current?.webContents.mainFrame
    return isItsPage && event.senderFrame?.origin === APP_ORIGIN ? current : null
  }
  const required = (event: { readonly senderFrame: WebFrameMain | null }): BrowserWindow => {
    const sender = senderOf(event)
    if (sender === null) throw new Error("only the workstation's own window may ask")
    return sender
  }

  ipcMain.on(SHELL_CHANNELS.requestDeskPort, (event) => {
    const frame = event.senderFrame
    if (senderOf(event) === null || frame === null) return
    void connectFrame(frame, supervisor)
  })
  ipcMain.on(SHELL_CHANNELS.requestDeskCondition, (event) => {
    senderOf(event)?.webContents.send(SHELL_CHANNELS.deskCondition, supervisor.condition)
  })
  ipcMain.on(SHELL_CHANNELS.restartDesk, (event) => {
    if (senderOf(event) !== null) supervisor.start()
  })
  ipcMain.on(SHELL_CHANNELS.setTheme, (event, theme: unknown) => {
    const parsed = themeSchema.safeParse(theme)
    if (senderOf(event) !== null && parsed.success) nativeTheme.themeSource = parsed.data
  })
  ipcMain.handle(SHELL_CHANNELS.openFiles, (event, request: unknown) =>
    openFiles(required(event), openFilesRequestSchema.parse(request)),
  )
  ipcMain.handle(SHELL_CHANNELS.saveFile, (event, request: unknown) =>
    saveFile(required(event), saveFileRequestSchema.parse(request)),
  )
}

/** Gives a page a port of its own to the desk, as soon as the desk runs. */
async function connectFrame(frame: WebFrameMain, supervisor: DeskSupervisor): Promise<void> {
  const { port1, port2 } = new MessageChannelMain()
  const page = messagePortTransport(port2)
  try {
    const desk = await supervisor.connect()
    relay(page, desk)
    frame.postMessage(SHELL_CHANNELS.deskPort, null, [port1])
  } catch {
    // The desk ended meanwhile, or the page is gone: the page sees its port close and asks again.
    page.close()
    port1.close()
  }
}
