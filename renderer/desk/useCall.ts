import { useCallback, useEffect, useRef, useState } from 'react'
import type {
  CallName,
  CallParams,
  CallResult,
  DeskContract,
  StreamItem,
  StreamName,
  StreamParams,
} from '../../shared/rpc/contract/deskContract.ts'
import type { Progress } from '../../shared/rpc/message.ts'
import { useConnectionStatus, useDesk } from './DeskProvider.tsx'

export interface CallAnswer<T> {
  /** The newest answer; stays while the question is asked again. */
  readonly value: T | null
  readonly error: unknown
  readonly isLoading: boolean
  readonly progress: Progress | null
  readonly reload: () => void
}

/**
 * Asks the desk, and again whenever the parameters change or the connection comes back. An answer to earlier
 * parameters never replaces a later one. `params` null asks nothing. Parameters are compared as JSON.
 */
export function useCall<M extends CallName<DeskContract>>(
  method: M,
  params: CallParams<DeskContract, M> | null,
): CallAnswer<CallResult<DeskContract, M>> {
  const desk = useDesk()
  const { epoch } = useConnectionStatus()
  const [round, setRound] = useState(0)
  const key = params === null ? null : JSON.stringify(params)
  const [answer, setAnswer] = useState<{
    key: string | null
    value: CallResult<DeskContract, M> | null
    error: unknown
    isLoading: boolean
    progress: Progress | null
  }>({ key, value: null, error: null, isLoading: key !== null, progress: null })
  const latestParams = useRef(params)
  latestParams.current = params

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the parameters, `epoch` and `round` ask again
  useEffect(() => {
    const asked = latestParams.current
    if (asked === null) {
      setAnswer({ key: null, value: null, error: null, isLoading: false, progress: null })
      return
    }
    const abort = new AbortController()
    setAnswer((previous) => ({
      key,
      value: previous.key === key ? previous.value : null,
      error: null,
      isLoading: true,
      progress: null,
    }))
    desk
      .call(method, asked, {
        signal: abort.signal,
        onProgress: (progress) => {
          if (!abort.signal.aborted) setAnswer((previous) => ({ ...previous, progress }))
        },
      })
      .then(
        (value) => {
          if (!abort.signal.aborted) setAnswer({ key, value, error: null, isLoading: false, progress: null })
        },
        (error: unknown) => {
          if (abort.signal.aborted) return
          setAnswer((previous) => ({ ...previous, error, isLoading: false, progress: null }))
        },
      )
    return () => abort.abort()
  }, [desk, method, key, epoch, round])

  const reload = useCallback(() => setRound((count) => count + 1), [])
  const isCurrent = answer.key === key
  return {
    value: isCurrent ? answer.value : null,
    error: isCurrent ? answer.error : null,
    isLoading: isCurrent ? answer.isLoading : key !== null,
    progress: isCurrent ? answer.progress : null,
    reload,
  }
}

/** Follows a stream of the desk for as long as the component is there, over reconnects. */
export function useStream<S extends StreamName<DeskContract>>(
  stream: S,
  params: StreamParams<DeskContract, S>,
  onItem: (item: StreamItem<DeskContract, S>) => void,
): void {
  const desk = useDesk()
  const latest = useRef({ params, onItem })
  latest.current = { params, onItem }
  const key = JSON.stringify(params)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the parameters
  useEffect(
    () => desk.subscribe(stream, latest.current.params, { onItem: (item) => latest.current.onItem(item) }),
    [desk, stream, key],
  )
}
