import type { IDockviewPanelProps } from 'dockview-react'
import { Component, lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'
import { ErrorState, LoadingState } from '../kit/States.tsx'
import { type PanelKind, type PanelProps, panelRegistry } from '../panels/panelRegistry.ts'

class ErrorBoundary extends Component<
  { readonly title: string; readonly onReload: () => void; readonly children: ReactNode },
  { readonly error: unknown }
> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { title, onReload, children } = this.props
    if (this.state.error === null) return children
    return (
      <ErrorState
        error={this.state.error}
        title={`${title} has stopped working`}
        onRetry={onReload}
        retryLabel="Reload this panel"
      />
    )
  }
}

/** Loads a panel when it is first seen, and keeps its failure to itself. */
function PanelFrame({
  kind,
  api,
  params,
}: { kind: PanelKind } & Pick<IDockviewPanelProps, 'api' | 'params'>) {
  const [generation, setGeneration] = useState(0)
  const { load, title } = panelRegistry[kind]
  // Loaded anew for each generation: code that could not be fetched is fetched again, not remembered as failed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is the wish to load again
  const Panel = useMemo(() => lazy(load), [load, generation])
  const setTitle = useCallback((text: string) => api.setTitle(text), [api])
  const updateParams = useCallback<PanelProps['updateParams']>(
    (change) => api.updateParameters({ ...api.getParameters(), ...change }),
    [api],
  )
  return (
    <section className="panel" data-panel={kind} aria-label={title} tabIndex={-1}>
      <ErrorBoundary key={generation} title={title} onReload={() => setGeneration((count) => count + 1)}>
        <Suspense fallback={<LoadingState label={`Loading ${title.toLowerCase()}`} />}>
          <Panel params={params} setTitle={setTitle} updateParams={updateParams} />
        </Suspense>
      </ErrorBoundary>
    </section>
  )
}

/** The dock's components by panel kind. */
export function useDockComponents(): Record<string, React.FunctionComponent<IDockviewPanelProps>> {
  return useMemo(
    () =>
      Object.fromEntries(
        (Object.keys(panelRegistry) as PanelKind[]).map((kind) => [
          kind,
          ({ api, params }: IDockviewPanelProps) => <PanelFrame kind={kind} api={api} params={params} />,
        ]),
      ),
    [],
  )
}
