/// <reference types="vite/client" />

/** Libraries the product runs on, with the versions installed when the window was built. */
declare const LIBRARIES: readonly {
  readonly name: string
  readonly version: string
  readonly license: string
}[]
