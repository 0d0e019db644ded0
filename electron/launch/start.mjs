#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { onProductNode } from './bundledNode.mjs'
import { openWorkstation } from './workstation.mjs'

if (await onProductNode(fileURLToPath(import.meta.url))) {
  process.exitCode = await openWorkstation(process.argv.slice(2))
}
