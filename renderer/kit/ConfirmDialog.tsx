import { type ReactNode, useState } from 'react'
import { toErrorShape } from '../../shared/domain/deskError.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

export interface ConfirmDialogProps {
  /** A question that names the object: 'Remove SPX 1d?' */
  readonly title: string
  /** What will be lost. */
  readonly children: ReactNode
  /** The verb with its object or amount, never 'OK'. */
  readonly confirmLabel: string
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before something is destroyed. Stays open, and says why, where it fails. */
export function ConfirmDialog({ title, children, confirmLabel, onConfirm, onClose }: ConfirmDialogProps) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const confirm = async () => {
    setBusy(true)
    setFailure(null)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      const { message, hint } = toErrorShape(error)
      setFailure(hint === undefined ? message : `${message} ${hint}`)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button variant="danger" disabled={isBusy} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      {failure === null ? null : (
        <p className="field-error" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  )
}
