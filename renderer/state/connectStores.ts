import type { Notification } from '../../shared/rpc/contract/deskCalls.ts'
import type { DeskConnection } from '../desk/deskConnection.ts'
import { useDatasets } from './datasets.ts'
import { useDeskStatus } from './deskStatus.ts'
import { receiveNotification } from './notifications.ts'
import { useRecords } from './records.ts'
import { mergeRun, RUNS_KEPT, useRuns } from './runs.ts'
import { attachSettings } from './settings.ts'
import { useStrategies } from './strategies.ts'

/**
 * Keeps the stores current: follows the desk's streams, and reads the lists whenever the connection comes to stand.
 * `isWorthToast` says which notifications are shown at once and not only kept. Returns the function that stops it.
 */
export function connectStores(
  connection: DeskConnection,
  isWorthToast: (notification: Notification) => boolean,
): () => void {
  const desk = connection.client

  const readLists = () => {
    desk.call('data.list', {}).then(
      (datasets) => useDatasets.setState({ datasets, error: null }),
      (error: unknown) => useDatasets.setState({ error }),
    )
    desk.call('records.list', {}).then(
      (records) => useRecords.setState({ records, error: null }),
      (error: unknown) => useRecords.setState({ error }),
    )
    desk.call('strategies.list', {}).then(
      (strategies) => useStrategies.setState({ strategies, error: null }),
      (error: unknown) => useStrategies.setState({ error }),
    )
    desk.call('runs.list', { limit: RUNS_KEPT }).then(
      (runs) => useRuns.setState({ runs, error: null }),
      (error: unknown) => useRuns.setState({ error }),
    )
    desk.call('desk.status', {}).then(
      (status) => useDeskStatus.setState({ status }),
      () => {},
    )
  }

  const stops = [
    connection.onStatus(({ state }) => {
      if (state !== 'connected') return
      attachSettings(desk)
      readLists()
    }),
    desk.subscribe('desk.status', {}, { onItem: (status) => useDeskStatus.setState({ status }) }),
    desk.subscribe(
      'data.changes',
      {},
      { onItem: (datasets) => useDatasets.setState({ datasets, error: null }) },
    ),
    desk.subscribe(
      'records.changes',
      {},
      { onItem: (records) => useRecords.setState({ records, error: null }) },
    ),
    desk.subscribe(
      'strategies.changes',
      {},
      { onItem: (strategies) => useStrategies.setState({ strategies, error: null }) },
    ),
    desk.subscribe(
      'runs.updates',
      {},
      { onItem: (record) => useRuns.setState(({ runs }) => ({ runs: mergeRun(runs ?? [], record) })) },
    ),
    desk.subscribe(
      'notifications',
      {},
      { onItem: (notification) => receiveNotification(notification, isWorthToast(notification)) },
    ),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
