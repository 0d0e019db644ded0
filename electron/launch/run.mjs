#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { nodeForProduct, onProductNode } from './bundledNode.mjs'
import { runInherited } from './processes.mjs'

// Runs a script of the project on the product's Node: `node electron/launch/run.mjs SCRIPT [ARGUMENT]...`
if (await onProductNode(fileURLToPath(import.meta.url))) {
  const node = nodeForProduct()
  process.exitCode = node === null ? 1 : await runInherited(node, process.argv.slice(2))
}
