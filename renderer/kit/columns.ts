import type { ColDef, ValueGetterParams } from 'ag-grid-community'
import { changeClass, formatDateTime, formatNumber, type NumberFormat } from './format.ts'

/** A column of a grid over rows of type T, made from a function of the row. */
export interface ColumnOptions<T, V> {
  readonly id: string
  readonly header: string
  readonly value: (row: T) => V
  readonly width?: number
  /** Takes what room is left, by weight. */
  readonly flex?: number
  readonly minWidth?: number
  readonly tooltip?: (row: T) => string | null | undefined
  readonly sort?: 'asc' | 'desc'
  readonly hide?: boolean
}

function base<T, V>(options: ColumnOptions<T, V>): ColDef<T, V> {
  const { id, header, value, width, flex, minWidth, tooltip, sort, hide } = options
  return {
    colId: id,
    headerName: header,
    headerTooltip: header,
    valueGetter: ({ data }: ValueGetterParams<T, V>) =>
      data === undefined || data === null ? null : value(data),
    ...(width === undefined ? {} : { width }),
    ...(flex === undefined ? {} : { flex }),
    ...(minWidth === undefined ? {} : { minWidth }),
    ...(sort === undefined ? {} : { sort }),
    ...(hide === undefined ? {} : { hide }),
    ...(tooltip === undefined
      ? {}
      : { tooltipValueGetter: ({ data }) => (data === undefined || data === null ? null : tooltip(data)) }),
  }
}

/** Words, aligned left. */
export function textColumn<T>(options: ColumnOptions<T, string | null>): ColDef<T, string | null> {
  return base(options)
}

/** Figures, aligned right; `change` colours them up and down and writes the sign. */
export function numberColumn<T>(
  options: ColumnOptions<T, number | null> & {
    readonly format?: NumberFormat | ((value: number | null, row: T) => string)
    readonly change?: boolean
  },
): ColDef<T, number | null> {
  const { format, change } = options
  return {
    ...base(options),
    headerClass: 'ag-right-aligned-header',
    cellClass: ({ value }) => {
      const tone =
        change === true
          ? changeClass(value)
          : value === 0 || value === null || value === undefined
            ? 'zero'
            : null
      return ['num', 'ag-right-aligned-cell', ...(tone === null ? [] : [tone])]
    },
    valueFormatter: ({ value, data }) => {
      if (typeof format === 'function') return data === undefined ? '' : format(value ?? null, data)
      return formatNumber(value, change === true ? { ...format, signed: true } : format)
    },
  }
}

/** Moments; say the zone in the header. */
export function timeColumn<T>(
  options: ColumnOptions<T, number | null> & { readonly format?: (timeMs: number | null, row: T) => string },
): ColDef<T, number | null> {
  const { format } = options
  return {
    ...base(options),
    cellClass: 'num',
    valueFormatter: ({ value, data }) =>
      format === undefined || data === undefined ? formatDateTime(value) : format(value ?? null, data),
  }
}
