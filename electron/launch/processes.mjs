import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** @type {readonly NodeJS.Signals[]} */
const RELAYED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program as if it were this one: same terminal, signals passed on.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it
 */
export function runInherited(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    const relays = RELAYED_SIGNALS.map((signal) => {
      const relay = () => child.kill(signal)
      process.on(signal, relay)
      return () => process.off(signal, relay)
    })
    const done = () => {
      for (const stop of relays) stop()
    }
    child.once('error', (error) => {
      done()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}

/**
 * Runs a program silently.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>} stdout and stderr in the order they came; code -1 where the
 *   program could not be started or ran out of time
 */
export function runQuietly(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const timer = timeoutMs && setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    const stop = () => child.kill('SIGTERM')
    for (const signal of RELAYED_SIGNALS) process.on(signal, stop)
    /** @param {number} code */
    const done = (code, more = '') => {
      clearTimeout(timer)
      for (const signal of RELAYED_SIGNALS) process.off(signal, stop)
      resolve({ code, output: output + more })
    }
    child.once('error', (error) => done(-1, error.message))
    child.once('close', (code) => done(code ?? -1))
  })
}
