import { isDeepStrictEqual } from 'node:util'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { deskCalls, deskStreams } from '../../shared/rpc/contract/deskCalls.ts'
import type { DeskContract } from '../../shared/rpc/contract/deskContract.ts'
import type { CallHandlers, StreamHandlers } from '../../shared/rpc/rpcHandlers.ts'
import type { DeskServices } from './deskServices.ts'
import { forward } from './forward.ts'

/** Largest setting, characters of JSON: a workspace's layout is some tens of thousands. */
const MAX_SETTING_LENGTH = 1_000_000

export function deskHandlers({
  store,
  status,
  log,
  now,
}: DeskServices): CallHandlers<DeskContract, keyof typeof deskCalls> {
  return {
    'desk.status': () => status.read(),
    'settings.get': async ({ key }) => ({ value: await store.findSetting(key) }),
    'settings.set': async ({ key, value }) => {
      if (JSON.stringify(value).length > MAX_SETTING_LENGTH) {
        throw new DeskError('BAD_INPUT', `The setting is longer than ${MAX_SETTING_LENGTH} characters.`, {
          where: key,
        })
      }
      // What a screen saves again unchanged is no event.
      if (isDeepStrictEqual(await store.findSetting(key), value)) return {}
      await store.append({ kind: 'setting.saved', payload: { key, value } }, now())
      return {}
    },
    'log.tail': ({ limit }) => log.tail(limit),
  }
}

export function deskStreamHandlers({
  status,
  log,
  notifications,
}: DeskServices): StreamHandlers<DeskContract, keyof typeof deskStreams> {
  return {
    'desk.status': (_params, sink) => forward(sink, (listener) => status.watch(listener)),
    'log.entries': (_params, sink) => forward(sink, (listener) => log.onEntry(listener)),
    notifications: (_params, sink) => forward(sink, (listener) => notifications.onNotification(listener)),
  }
}
