import { openStore } from '../../electron/store/store.ts'

// Writes numbered settings as fast as they are acknowledged, and prints each acknowledgement, until it is killed.
const [file = '', from = '0'] = process.argv.slice(2)
const store = await openStore(file)
let next = Number(from)
const lane = async () => {
  while (true) {
    const value = next++
    const { sequence } = await store.append({ kind: 'setting.saved', payload: { key: 'a', value } }, value)
    process.stdout.write(`${sequence} ${value}\n`)
  }
}
await Promise.all([lane(), lane(), lane()])
