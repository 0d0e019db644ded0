import { useEffect, useState } from 'react'
import type { DeskCondition } from '../../shared/rpc/shellBridge.ts'
import { useConnectionStatus, useDeskConnection } from '../desk/DeskProvider.tsx'
import { Button } from '../kit/Button.tsx'

function useDeskCondition(): DeskCondition | null {
  const [condition, setCondition] = useState<DeskCondition | null>(null)
  useEffect(() => window.quarterdeck?.onDeskCondition(setCondition), [])
  return condition
}

/** Stands in the workspace's place until the desk has been reached for the first time. */
export function StartView() {
  const { state } = useConnectionStatus()
  const connection = useDeskConnection()
  const condition = useDeskCondition()
  const hasFailed = condition?.state === 'failed'
  if (state !== 'lost' && !hasFailed) {
    return (
      <div className="state state-loading" role="status">
        <span className="loading-bar" aria-hidden />
        <p className="state-text">Starting the desk…</p>
      </div>
    )
  }
  return (
    <div className="state" role="alert">
      <p className="state-title">{hasFailed ? 'The desk has stopped' : 'The desk cannot be reached'}</p>
      <p className="state-text">
        {condition?.message ||
          (window.quarterdeck === undefined
            ? 'Check that the workstation still runs in its terminal, and open the address it printed: the address of an earlier start does not work any more. The connection is being tried again.'
            : 'The connection is being tried again.')}
      </p>
      <div className="state-actions">
        <Button
          onClick={() => {
            if (hasFailed) window.quarterdeck?.restartDesk()
            connection.retryNow()
          }}
        >
          {hasFailed ? 'Start it again' : 'Try again now'}
        </Button>
      </div>
    </div>
  )
}
