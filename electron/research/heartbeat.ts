import type { RunLimits } from './runProtocol.ts'

const BEAT = 0
const ARMED = 1
const COUNTERS_BYTES = 8

/** Taken at the start: a strategy's process loses its globals, this one included. */
const { add, load, store } = Atomics

/**
 * Memory shared by a run process's main thread and its watchdog: a counter that moves with the engine, whether the
 * strategy may be held to its limits, and the limits.
 */
export class Heartbeat {
  readonly memory: SharedArrayBuffer
  readonly #counters: Int32Array
  readonly #limits: Float64Array

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(COUNTERS_BYTES + 16)) {
    this.memory = memory
    this.#counters = new Int32Array(memory, 0, 2)
    this.#limits = new Float64Array(memory, COUNTERS_BYTES, 2)
  }

  /** Starts holding the strategy to `limits`. */
  arm(limits: RunLimits): void {
    this.#limits[0] = limits.hookTimeMs
    this.#limits[1] = limits.memoryBytes
    this.beat()
    store(this.#counters, ARMED, 1)
  }

  /** The strategy is done; what follows is the engine's own work. */
  disarm(): void {
    store(this.#counters, ARMED, 0)
  }

  /** The engine has moved. */
  beat(): void {
    add(this.#counters, BEAT, 1)
  }

  get count(): number {
    return load(this.#counters, BEAT)
  }

  get armed(): boolean {
    return load(this.#counters, ARMED) === 1
  }

  get limits(): RunLimits {
    return { hookTimeMs: this.#limits[0] ?? 0, memoryBytes: this.#limits[1] ?? 0 }
  }
}
