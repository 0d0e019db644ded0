/** Script name under which compiled strategies are evaluated, so that their frames are found in a stack. */
export const STRATEGY_SCRIPT = 'quarterdeck:strategy'

/** File descriptor on which the watchdog writes: after stdin, stdout, stderr and the message channel. */
export const WATCHDOG_DESCRIPTOR = 4
