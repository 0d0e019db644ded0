/** A name with everything that a file system could mistake left out. */
export function fileSafe(name: string): string {
  return name.replaceAll(/[^\w.@-]/g, '_')
}
