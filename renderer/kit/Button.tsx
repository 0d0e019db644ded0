import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './classNames.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly children: ReactNode
  /** `primary` is the one next step of a view, `danger` destroys something. */
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly icon?: LucideIcon
  /** The shortcut, shown beside the label. */
  readonly keys?: string
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ children, variant = 'plain', icon: Icon, keys, className, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classNames('button', `button-${variant}`, className)}>
      {Icon === undefined ? null : <Icon size={14} aria-hidden />}
      <span>{children}</span>
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </button>
  )
}
