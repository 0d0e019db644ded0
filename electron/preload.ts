import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import {
  DESK_PORT_MESSAGE,
  type DeskCondition,
  SHELL_CHANNELS,
  type ShellBridge,
} from '../shared/rpc/shellBridge.ts'

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const receive = (_event: IpcRendererEvent, value: T) => listener(value)
  ipcRenderer.on(channel, receive)
  return () => {
    ipcRenderer.off(channel, receive)
  }
}

const bridge: ShellBridge = {
  platform: process.platform,
  requestDeskPort: () => ipcRenderer.send(SHELL_CHANNELS.requestDeskPort),
  onDeskCondition: (listener) => {
    const stop = listen<DeskCondition>(SHELL_CHANNELS.deskCondition, listener)
    ipcRenderer.send(SHELL_CHANNELS.requestDeskCondition)
    return stop
  },
  restartDesk: () => ipcRenderer.send(SHELL_CHANNELS.restartDesk),
  onCommand: (listener) => listen<string>(SHELL_CHANNELS.command, listener),
  openFiles: (request) => ipcRenderer.invoke(SHELL_CHANNELS.openFiles, request),
  saveFile: (request) => ipcRenderer.invoke(SHELL_CHANNELS.saveFile, request),
  setTheme: (theme) => ipcRenderer.send(SHELL_CHANNELS.setTheme, theme),
}

// A port cannot cross the context bridge; it goes to the page as a window message.
ipcRenderer.on(SHELL_CHANNELS.deskPort, (event) => {
  window.postMessage(DESK_PORT_MESSAGE, window.location.origin, event.ports)
})

contextBridge.exposeInMainWorld('quarterdeck', bridge)
