import { CodeXml, Copy } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '../../kit/Button.tsx'
import { classNames } from '../../kit/classNames.ts'
import { notify, notifyError } from '../../state/notifications.ts'
import { showInEditor } from './runContext.ts'
import { useCodeParts } from './useCodeParts.ts'

/** The strategy as it ran, which may no longer be as it is. */
export function SourceView({
  source,
  strategyId,
  errorLine,
}: {
  source: string
  strategyId: string
  /** Line, from 1, that an error points at. */
  errorLine: number | null
}) {
  const marked = useRef<HTMLSpanElement>(null)
  const lines = useCodeParts(source)
  useEffect(() => marked.current?.scrollIntoView({ block: 'center' }), [])
  const copy = () => {
    navigator.clipboard.writeText(source).then(
      () => notify({ level: 'success', title: 'The source is on the clipboard.' }),
      (error: unknown) => notifyError('The source could not be copied.', error),
    )
  }
  return (
    <div className="source-view">
      <div className="source-actions">
        <Button icon={Copy} onClick={copy}>
          Copy
        </Button>
        <Button icon={CodeXml} onClick={() => showInEditor(strategyId, null)}>
          Open the strategy as it is now
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keyboard */}
      <pre className="source-text" tabIndex={0}>
        {lines.map((parts, index) => (
          <span
            key={index}
            ref={index + 1 === errorLine ? marked : undefined}
            className={classNames('source-line', index + 1 === errorLine && 'source-error')}
          >
            <span className="source-number">{index + 1}</span>
            {parts.map(({ text, kind }, place) => (
              <span key={place} className={kind === '' ? undefined : `code-${kind}`}>
                {text}
              </span>
            ))}
            {'\n'}
          </span>
        ))}
      </pre>
    </div>
  )
}
