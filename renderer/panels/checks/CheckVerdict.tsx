import { CircleCheck, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../../kit/classNames.ts'

/** Whether a check passed, by sign, word and colour, and what that rests on. */
export function CheckVerdict({ passed, children }: { passed: boolean; children: ReactNode }) {
  const Icon = passed ? CircleCheck : CircleX
  return (
    <p className={classNames('check-verdict', passed ? 'check-passed' : 'check-failed')} role="status">
      <Icon size={18} aria-hidden />
      <span>
        <strong>{passed ? 'Passed.' : 'Failed.'}</strong> {children}
      </span>
    </p>
  )
}

/** What usually is the cause, and what the check could not see. */
export function CheckRemarks({ hint, notes }: { hint: string | null; notes: readonly string[] }) {
  return (
    <>
      {hint === null ? null : <p className="check-hint">{hint}</p>}
      {notes.length === 0 ? null : (
        <ul className="check-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  )
}
