import { type ParameterRange, whole } from '../defineIndicator.ts'
import { Kaufman } from './kaufman.ts'
import { Mean } from './mean.ts'
import { MesaAdaptive } from './mesaAdaptive.ts'
import { MultipleSmoothing } from './multipleSmoothing.ts'
import { emaKernel } from './smoothing.ts'
import { wmaKernel } from './weightedSum.ts'

/** An average of one series; it passes over NaN inputs. */
export interface Average {
  update(value: number): number
}

/** Which average, by TA-Lib's number. */
export function averageType(start = 0): ParameterRange {
  return whole(start, 0, 8, '0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3')
}

/** Double (2 EMA - EMA of EMA) exponential moving average. */
export function demaKernel(length: number): Average {
  const stages = new MultipleSmoothing(length, 2)
  return { update: (value) => -stages.update(value) + 2 * stages.values[0]! }
}

/** Triple exponential moving average. */
export function temaKernel(length: number): Average {
  const stages = new MultipleSmoothing(length, 3)
  return { update: (value) => stages.update(value) + 3 * stages.values[0]! - 3 * stages.values[1]! }
}

/** Triangular moving average: a mean of means. */
export function trimaKernel(length: number): Average {
  const first = new Mean((length + 1) >> 1)
  const second = new Mean((length >> 1) + 1)
  return { update: (value) => second.update(first.update(value)) }
}

/** Tillson's T3: six EMAs weighted by powers of the volume factor. */
export function t3Kernel(length: number, factor: number): Average {
  const stages = new MultipleSmoothing(length, 6)
  const square = factor * factor
  const c1 = -(square * factor)
  const c2 = 3 * (square - c1)
  const c3 = -6 * square - 3 * (factor - c1)
  const c4 = 1 + 3 * factor - c1 + 3 * square
  const { values } = stages
  return {
    update: (value) => c1 * stages.update(value) + c2 * values[4]! + c3 * values[3]! + c4 * values[2]!,
  }
}

/** TA-Lib's MA: an average by its number; of one bar it is the value itself. */
export function averageKernel(type: number, length: number): Average {
  if (length === 1) return { update: (value) => value }
  switch (type) {
    case 1:
      return emaKernel(length)
    case 2:
      return wmaKernel(length)
    case 3:
      return demaKernel(length)
    case 4:
      return temaKernel(length)
    case 5:
      return trimaKernel(length)
    case 6:
      return new Kaufman(length)
    case 7:
      return new MesaAdaptive(0.5, 0.05)
    case 8:
      return t3Kernel(length, 0.7)
    default:
      return new Mean(length)
  }
}

/** Number of values before that average is known. */
export function averageWarmUp(type: number, length: number): number {
  if (length === 1) return 0
  switch (type) {
    case 3:
      return 2 * (length - 1)
    case 4:
      return 3 * (length - 1)
    case 6:
      return length
    case 7:
      return 32
    case 8:
      return 6 * (length - 1)
    default:
      return length - 1
  }
}
