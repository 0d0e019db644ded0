import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const PROJECT_FOLDER = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * A path inside the project.
 *
 * @param {...string} parts
 */
export function inProject(...parts) {
  return path.join(PROJECT_FOLDER, ...parts)
}

/**
 * One line about what the launcher does. It goes to stderr: stdout belongs to the program that is launched.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Parsed JSON, or null where the file is absent or damaged.
 *
 * @param {string} file
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * Whole seconds since a moment, as text.
 *
 * @param {number} sinceMs
 */
export function seconds(sinceMs) {
  return `${Math.max(1, Math.round((Date.now() - sinceMs) / 1000))} s`
}
