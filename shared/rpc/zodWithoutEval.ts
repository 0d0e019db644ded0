import { z } from 'zod'

// Zod compiles object schemas with `new Function` where it can, which a strict content security policy forbids and
// reports. Schemas decide this when they are built: this module must be the first import of a page's entry.
z.config({ jitless: true })
