import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { DeskError, toErrorShape } from '../../shared/domain/deskError.ts'
import {
  checkStoreValue,
  type StoreAnswers,
  type StoreCallName,
  storeCalls,
  storeRequestSchema,
} from './storeCalls.ts'
import { openStoreDatabase } from './storeDatabase.ts'

// The store's thread: SQLite blocks, and the desk's event loop must not.

const { file } = z.object({ file: z.string() }).parse(workerData)
const port = parentPort
if (port === null) throw new Error('storeWorker.ts runs in a worker thread only')

function answer<N extends StoreCallName>(answers: StoreAnswers, name: N, params: unknown): unknown {
  const parsed = checkStoreValue(name, 'params', params)
  if (!parsed.success)
    throw new DeskError('INTERNAL', `Wrong parameters for ${name}: ${z.prettifyError(parsed.error)}`)
  return answers[name](parsed.data)
}

function isStoreCall(name: string): name is StoreCallName {
  return Object.hasOwn(storeCalls, name)
}

try {
  const answers = openStoreDatabase(file)
  port.on('message', (message: unknown) => {
    const { id, call, params } = storeRequestSchema.parse(message)
    try {
      if (!isStoreCall(call)) throw new DeskError('INTERNAL', `The store has no call '${call}'.`)
      port.postMessage({ id, value: answer(answers, call, params) })
      if (call === 'close') port.close()
    } catch (error) {
      port.postMessage({ id, error: toErrorShape(error) })
    }
  })
  port.postMessage({ id: 0, opened: true })
} catch (error) {
  port.postMessage({ id: 0, error: toErrorShape(error) })
  port.close()
}
