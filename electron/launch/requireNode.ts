/**
 * Imported first by every program that loads native add-ons: on an older Node better-sqlite3 ends the process without
 * a word, so this ends it with one.
 */
const OLDEST_MAJOR = 26

if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `Quarterdeck needs Node ${OLDEST_MAJOR} and this is Node ${process.versions.node}: ` +
      'use npm start, npm test or npx quarterdeck, which run the Node that comes with it.\n',
  )
  process.exit(1)
}
