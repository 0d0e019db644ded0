import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname

interface PackageFile {
  name: string
  version: string
  license: string
  dependencies: Record<string, string>
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(resolve(root, folder, 'package.json'), 'utf8'))
}

/** The libraries the product runs on, for the window's list of licences. */
const libraries = Object.keys(readPackage('.').dependencies).map((dependency) => {
  const { name, version, license } = readPackage(`node_modules/${dependency}`)
  return { name, version, license }
})

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: { input: { main: resolve(root, 'electron/main.ts') } },
    },
  },
  // A sandboxed preload must be CommonJS and may require nothing but electron: it is bundled whole.
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: resolve(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    base: './',
    define: { LIBRARIES: JSON.stringify(libraries) },
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      minify: true,
      // Inlined assets would need `data:` in more directives of the content security policy than fonts and images.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 8000,
      rollupOptions: { input: { index: resolve(root, 'renderer/index.html') } },
    },
  },
})
