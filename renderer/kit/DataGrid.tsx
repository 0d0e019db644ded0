import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  type ColDef,
  ColumnApiModule,
  CsvExportModule,
  EventApiModule,
  type GridApi,
  GridStateModule,
  type IRowNode,
  LocaleModule,
  ModuleRegistry,
  type PostSortRowsParams,
  QuickFilterModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  type SelectionColumnDef,
  TooltipModule,
  ValidationModule,
} from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { type ReactNode, type Ref, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useThemeStore } from '../theme/themeStore.ts'
import { DENSITY } from '../theme/tokens.ts'
import { gridTheme } from './gridTheme.ts'
import { useGridMemory } from './useGridMemory.ts'

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  CsvExportModule,
  EventApiModule,
  GridStateModule,
  LocaleModule,
  QuickFilterModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
])

// Says in words what the grid otherwise says by a number; left out of the product.
if (import.meta.env.DEV) ModuleRegistry.registerModules([ValidationModule])

export interface DataGridProps<T> {
  /** Name for screen readers. */
  readonly label: string
  /** Keep the array's identity while its content is the same. */
  readonly rows: readonly T[] | null
  readonly columns: readonly ColDef<T>[]
  readonly rowId: (row: T) => string
  /** Shown in place of rows when there are none. */
  readonly empty: ReactNode
  /** Words the rows are searched for. */
  readonly search?: string
  readonly selection?: 'none' | 'single' | 'multiple'
  /** Boxes to tick for a multiple selection; without them Ctrl and Shift with a click or the arrows select. */
  readonly checkboxes?: boolean
  /** Ids of selected rows, when the selection is controlled from outside. */
  readonly selectedIds?: readonly string[]
  readonly onSelect?: (rows: T[]) => void
  /** Enter or double click on a row. */
  readonly onOpen?: (row: T) => void
  /** Delete on a row. */
  readonly onDelete?: (row: T) => void
  /** Under this name widths, order, sorting are remembered. */
  readonly memory?: string
  readonly onReady?: (api: GridApi<T>) => void
  /** Id of the row that a row stays below, however the grid is sorted; null for none. */
  readonly parentId?: (row: T) => string | null
  readonly ref?: Ref<HTMLDivElement>
}

const DEFAULT_COLUMN: ColDef = {
  sortable: true,
  resizable: true,
  suppressHeaderMenuButton: true,
  minWidth: 48,
  suppressMovable: false,
}

/** The column of boxes; its name is for screen readers alone, there is no room for it. */
const SELECTION_COLUMN: SelectionColumnDef = {
  width: 32,
  minWidth: 32,
  maxWidth: 32,
  resizable: false,
  sortable: false,
  headerName: 'Selected',
  headerClass: 'grid-selection-header',
}

/** The grid's own words for screen readers, where they say less than they could. */
const WORDS = { ariaRowToggleSelection: 'Select the row', noMatchingRows: 'Nothing matches the search.' }

/** Rows in their sorted order, but each directly below its parent where that is there. */
function keepBelowParents<T>(parentId: (row: T) => string | null) {
  return ({ nodes }: PostSortRowsParams<T>) => {
    const parentOf = (node: IRowNode<T>) => (node.data === undefined ? null : parentId(node.data))
    const there = new Set(nodes.map(({ id }) => id))
    const children = Map.groupBy(nodes, (node) => {
      const parent = parentOf(node)
      return parent !== null && there.has(parent) ? parent : null
    })
    const arranged = (children.get(null) ?? []).flatMap((node) => [
      node,
      ...(children.get(node.id ?? '') ?? []),
    ])
    nodes.splice(0, nodes.length, ...arranged)
  }
}

/** A table of many rows in the workstation's look. `rows` null means that they are being fetched. */
export function DataGrid<T>(props: DataGridProps<T>) {
  const {
    label,
    rows,
    columns,
    rowId,
    empty,
    search,
    selection = 'none',
    checkboxes = true,
    selectedIds,
    memory,
    parentId,
    ref,
  } = props
  const density = useThemeStore((state) => state.density)
  const [api, setApi] = useState<GridApi<T> | null>(null)
  const latest = useRef(props)
  latest.current = props
  const { initialState, remember, isReady } = useGridMemory(memory)

  const rowSelection = useMemo(() => {
    if (selection === 'none') return undefined
    if (selection === 'single') {
      return { mode: 'singleRow' as const, checkboxes: false, enableClickSelection: true }
    }
    return {
      mode: 'multiRow' as const,
      checkboxes,
      headerCheckbox: false,
      enableClickSelection: true,
    }
  }, [selection, checkboxes])

  const postSortRows = useMemo(
    () => (parentId === undefined ? undefined : keepBelowParents(parentId)),
    [parentId],
  )
  const getRowId = useCallback(({ data }: { data: T }) => rowId(data), [rowId])
  const rowData = useMemo(() => (rows === null ? [] : [...rows]), [rows])

  // The selection from outside is applied after the rows are in, and only where it differs.
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows are selected anew
  useEffect(() => {
    if (api === null || selectedIds === undefined || api.isDestroyed()) return
    const wanted = new Set(selectedIds)
    api.forEachNode((node) => {
      const isWanted = node.id !== undefined && wanted.has(node.id)
      if (node.isSelected() !== isWanted) node.setSelected(isWanted, false, 'api')
    })
  }, [api, selectedIds, rowData])

  if (!isReady) return <div className="grid-frame" ref={ref} />
  return (
    <div className="grid-frame" ref={ref}>
      <AgGridReact<T>
        theme={gridTheme}
        containerStyle={{ width: '100%', height: '100%' }}
        rowData={rowData}
        columnDefs={[...columns]}
        defaultColDef={DEFAULT_COLUMN}
        getRowId={getRowId}
        rowHeight={DENSITY[density].row}
        headerHeight={DENSITY[density].row + 2}
        {...(rowSelection === undefined ? {} : { rowSelection })}
        selectionColumnDef={SELECTION_COLUMN}
        localeText={WORDS}
        {...(search === undefined ? {} : { quickFilterText: search })}
        {...(initialState === undefined ? {} : { initialState })}
        suppressCellFocus={false}
        animateRows={false}
        suppressColumnMoveAnimation
        enableBrowserTooltips={false}
        tooltipShowDelay={500}
        suppressNoRowsOverlay
        {...(postSortRows === undefined ? {} : { postSortRows })}
        onGridReady={({ api: ready }) => {
          ready.setGridAriaProperty('label', label)
          setApi(ready)
          latest.current.onReady?.(ready)
        }}
        onStateUpdated={({ state, sources }) => {
          if (sources.includes('gridInitializing')) return
          if (
            sources.some(
              (source) => source === 'columnSizing' || source === 'columnOrder' || source === 'sort',
            )
          ) {
            remember(state)
          }
        }}
        onSelectionChanged={({ api: grid, source }) => {
          if (source !== 'api') latest.current.onSelect?.(grid.getSelectedRows())
        }}
        onRowDoubleClicked={({ data }) => {
          if (data !== undefined) latest.current.onOpen?.(data)
        }}
        onCellKeyDown={({ data, event }) => {
          if (data === undefined || !(event instanceof KeyboardEvent)) return
          if (event.key === 'Enter') latest.current.onOpen?.(data)
          if (event.key === 'Delete') latest.current.onDelete?.(data)
        }}
      />
      {rows === null ? (
        <div className="grid-overlay" role="status" aria-label="Loading">
          <span className="loading-bar" aria-hidden />
        </div>
      ) : null}
      {rows !== null && rows.length === 0 ? <div className="grid-overlay">{empty}</div> : null}
    </div>
  )
}
