import {
  ChartCandlestick,
  CodeXml,
  Database,
  FlaskConical,
  History,
  type LucideIcon,
  ScrollText,
  Trophy,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { z } from 'zod'

export const PANEL_KINDS = ['chart', 'editor', 'backtest', 'result', 'runs', 'data', 'log'] as const
export type PanelKind = (typeof PANEL_KINDS)[number]

/** Parameters of a panel: plain JSON, since they are stored with the layout. */
export type PanelParams = Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>>

/** What the dock gives every panel. */
export interface PanelProps {
  /** Parameters given when it was opened, or restored with the layout; check before use. */
  readonly params: Readonly<Record<string, unknown>>
  /** Changes the tab's title. */
  readonly setTitle: (title: string) => void
  /** Stores parameters with the layout. */
  readonly updateParams: (params: PanelParams) => void
}

export interface PanelDefinition {
  readonly title: string
  readonly description: string
  readonly icon: LucideIcon
  /** Loads the panel's code; called when it is first seen, and again when it is reloaded after a failure. */
  readonly load: () => Promise<{ default: ComponentType<PanelProps> }>
  /** Kinds beside whose tabs it opens, best first. */
  readonly kin: readonly PanelKind[]
  /** Keeps the panel's document while another tab is in front: for what is dear to build up. */
  readonly keepAlive: boolean
}

export const panelRegistry: Readonly<Record<PanelKind, PanelDefinition>> = {
  chart: {
    title: 'Chart',
    description: 'Prices, indicators and trades over time',
    icon: ChartCandlestick,
    load: () => import('./chart/ChartPanel.tsx'),
    kin: ['chart', 'result'],
    keepAlive: true,
  },
  editor: {
    title: 'Strategy',
    description: 'Write a strategy and run it',
    icon: CodeXml,
    load: () => import('./editor/EditorPanel.tsx'),
    kin: ['editor'],
    keepAlive: true,
  },
  backtest: {
    title: 'Backtest',
    description: 'Choose symbols, period, costs and parameters, and run',
    icon: FlaskConical,
    load: () => import('./backtest/BacktestPanel.tsx'),
    kin: ['backtest'],
    keepAlive: true,
  },
  result: {
    title: 'Result',
    description: 'Metrics, equity, trades and assumptions of a run',
    icon: Trophy,
    load: () => import('./result/ResultPanel.tsx'),
    kin: ['result', 'runs', 'data', 'log'],
    keepAlive: false,
  },
  runs: {
    title: 'Runs',
    description: 'Every backtest so far',
    icon: History,
    load: () => import('./runs/RunsPanel.tsx'),
    kin: ['runs', 'result', 'data', 'log'],
    keepAlive: false,
  },
  data: {
    title: 'Data',
    description: 'Datasets, their quality, and import',
    icon: Database,
    load: () => import('./data/DataPanel.tsx'),
    kin: ['data', 'result', 'runs', 'log'],
    keepAlive: false,
  },
  log: {
    title: 'Log',
    description: 'What the desk is doing',
    icon: ScrollText,
    load: () => import('./log/LogPanel.tsx'),
    kin: ['log', 'data', 'runs', 'result'],
    keepAlive: false,
  },
}

export function isPanelKind(kind: string): kind is PanelKind {
  return PANEL_KINDS.some((known) => known === kind)
}
