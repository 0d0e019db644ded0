import { useEffect, useMemo, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { timeframeMs } from '../../../shared/domain/timeframe.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'

/** Symbols that are asked about: with more of them the answer hardly changes, and the questions would pile up. */
const ASKED_SYMBOLS = 40

/** Timeframes every one of the symbols can be read at, finest first; empty until the desk has answered. */
export function useCommonTimeframes(
  symbols: readonly string[],
  datasets: readonly Dataset[],
): readonly string[] {
  const desk = useDesk()
  const [answers, setAnswers] = useState<Readonly<Record<string, readonly string[]>>>({})
  const asked = useMemo(
    () =>
      symbols
        .slice(0, ASKED_SYMBOLS)
        .map((symbol) =>
          datasets.filter((dataset) => dataset.instrument.symbol === symbol).map(({ id }) => id),
        ),
    [symbols, datasets],
  )
  useEffect(() => {
    let isCurrent = true
    for (const id of asked.flat()) {
      if (answers[id] !== undefined) continue
      desk.call('data.timeframes', { datasetId: id }).then(
        (timeframes) => {
          if (isCurrent) setAnswers((all) => (all[id] === undefined ? { ...all, [id]: timeframes } : all))
        },
        () => {},
      )
    }
    return () => {
      isCurrent = false
    }
  }, [desk, asked, answers])
  return useMemo(() => {
    const bySymbol = asked.map((ids) => new Set(ids.flatMap((id) => answers[id] ?? [])))
    const [first, ...others] = bySymbol
    return [...(first ?? [])]
      .filter((timeframe) => others.every((set) => set.has(timeframe)))
      .sort((a, b) => timeframeMs(a) - timeframeMs(b))
  }, [asked, answers])
}
