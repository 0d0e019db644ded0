import { THEMES } from '../theme/tokens.ts'
import { SeriesColors } from './seriesColors.ts'

/** Places of all series of this window in the theme's palette: one series, one colour, in every panel. */
export const sharedColors = new SeriesColors(THEMES.dark.series.length)
