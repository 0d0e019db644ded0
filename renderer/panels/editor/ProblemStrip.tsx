import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { type Problem, problemCount } from './problems.ts'

const SOURCES = { typescript: 'TypeScript', compiler: 'Compiler', run: 'Run' } as const

/** What is wrong with the file, below it; each entry goes to its line. */
export function ProblemStrip({
  problems,
  onJump,
}: {
  problems: readonly Problem[]
  onJump: (line: number, column: number) => void
}) {
  const [isOpen, setIsOpen] = useState(true)
  const isClean = problems.length === 0
  return (
    <section className="problems" aria-label="Problems">
      <button
        type="button"
        className="problems-head"
        aria-label={problemCount(problems)}
        aria-expanded={isOpen && !isClean}
        disabled={isClean}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isClean ? <CircleCheck size={12} aria-hidden /> : <CircleAlert size={12} aria-hidden />}
        <span role="status">{problemCount(problems)}</span>
      </button>
      {isOpen && !isClean ? (
        <ul className="problems-list">
          {problems.map((problem, index) => (
            <li key={`${problem.owner}-${problem.line}-${problem.column}-${index}`}>
              <button type="button" onClick={() => onJump(problem.line, problem.column)}>
                {problem.severity === 'error' ? (
                  <CircleAlert size={12} className="problem-error" aria-label="Error" />
                ) : (
                  <TriangleAlert size={12} className="problem-warning" aria-label="Warning" />
                )}
                <span className="problem-place num">
                  {problem.line}:{problem.column}
                </span>
                <span className="problem-message" title={problem.message}>
                  {problem.message}
                </span>
                <span className="problem-source">{SOURCES[problem.owner]}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
