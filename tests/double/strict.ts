/** Keys that machinery looks for on any object. */
const HARMLESS = new Set(['then', 'toJSON', 'constructor', 'asymmetricMatch', '$$typeof', 'nodeType'])

/** The object as Electron would show it, except that what the double does not have throws when it is touched. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key, object)
      if (value === undefined && typeof key === 'string' && !(key in object) && !HARMLESS.has(key)) {
        throw new Error(`the Electron double has no ${name}.${key}`)
      }
      return typeof value === 'function' && key !== 'constructor' ? value.bind(object) : value
    },
  })
}
