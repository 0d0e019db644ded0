import { createContext, type ReactNode, use, useSyncExternalStore } from 'react'
import type { DeskClient } from '../../shared/rpc/deskClient.ts'
import type { ConnectionStatus, DeskConnection } from './deskConnection.ts'

const ConnectionContext = createContext<DeskConnection | null>(null)

/** Gives everything below it the desk. */
export function DeskProvider({ connection, children }: { connection: DeskConnection; children: ReactNode }) {
  return <ConnectionContext value={connection}>{children}</ConnectionContext>
}

/** The connection itself, for what shows or retries it. */
export function useDeskConnection(): DeskConnection {
  const connection = use(ConnectionContext)
  if (connection === null) throw new Error('useDesk is used outside DeskProvider')
  return connection
}

/** The desk. The same object for the life of the window. */
export function useDesk(): DeskClient {
  return useDeskConnection().client
}

/** How the connection stands. */
export function useConnectionStatus(): ConnectionStatus {
  const connection = useDeskConnection()
  return useSyncExternalStore(
    (onChange) => connection.onStatus(onChange),
    () => connection.status,
  )
}
