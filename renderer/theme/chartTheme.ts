import type { CandlestickStyleOptions, ChartOptions, DeepPartial } from 'lightweight-charts'
import { ColorType, CrosshairMode, LineStyle } from 'lightweight-charts'
import { FONT_SIZE, FONT_TEXT, type Theme } from './tokens.ts'

/** Options of a chart that follow from the theme. Apply again when the theme changes. */
export function chartOptions(theme: Theme): DeepPartial<ChartOptions> {
  const { colors } = theme
  return {
    layout: {
      background: { type: ColorType.Solid, color: colors.surface1 },
      textColor: colors.textMuted,
      fontFamily: FONT_TEXT,
      fontSize: FONT_SIZE.small,
      panes: { separatorColor: colors.line, separatorHoverColor: colors.surface3, enableResize: true },
    },
    grid: { vertLines: { color: colors.grid }, horzLines: { color: colors.grid } },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: {
        color: colors.crosshair,
        width: 1,
        style: LineStyle.Dotted,
        labelBackgroundColor: colors.surface3,
      },
      horzLine: {
        color: colors.crosshair,
        width: 1,
        style: LineStyle.Dotted,
        labelBackgroundColor: colors.surface3,
      },
    },
    rightPriceScale: { borderColor: colors.line },
    // Of what is written here nothing is longer than six letters; room for more would crowd out months.
    timeScale: { borderColor: colors.line, tickMarkMaxCharacterLength: 6 },
  }
}

/** Colours of candles: the wick is the body's colour, a border is not drawn. */
export function candleOptions(theme: Theme): DeepPartial<CandlestickStyleOptions> {
  const { upFill, downFill } = theme.colors
  return {
    upColor: upFill,
    downColor: downFill,
    wickUpColor: upFill,
    wickDownColor: downFill,
    borderVisible: false,
  }
}
