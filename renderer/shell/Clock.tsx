import { useEffect, useState } from 'react'
import { formatDate, formatTime, zoneLabel } from '../kit/format.ts'

const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The time here with its zone, ticking on the second. */
export function Clock() {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      setNow(Date.now())
      timer = setTimeout(tick, 1000 - (Date.now() % 1000))
    }
    tick()
    return () => clearTimeout(timer)
  }, [])
  return (
    <time
      className="status-item num"
      dateTime={new Date(now).toISOString()}
      title={`${formatDate(now, localZone)} ${localZone}\n${formatDate(now)} ${formatTime(now)} UTC`}
    >
      {formatTime(now, localZone)} {zoneLabel(now, localZone)}
    </time>
  )
}
