/** Script name under which compiled strategies are evaluated, so that their frames are found in a stack. */
export const STRATEGY_SCRIPT = 'quarterdeck:strategy'

/**
 * What the engine's process asks of the compiler. TurboFan inlines 920 bytes of bytecode into a function and getters last;
 * an order's path alone is longer than that, and then every read of an indicator in `onBar` is a call.
 */
export const ENGINE_FLAGS: readonly string[] = ['--max-inlined-bytecode-size-cumulative=4000']

/** File descriptor on which the watchdog writes: after stdin, stdout, stderr and the message channel. */
export const WATCHDOG_DESCRIPTOR = 4
