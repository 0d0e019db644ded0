import { type FileHandle, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { v4 as uuid } from 'uuid'
import { DeskError } from '../../shared/domain/deskError.ts'

/** Uploads that may lie here together. */
const MAX_UPLOADS = 20
const MAX_UPLOAD_BYTES = 8 * 2 ** 30
/** An upload that nobody has touched for this long is removed. */
const IDLE_MS = 2 * 3_600_000

interface Upload {
  readonly fileName: string
  readonly file: string
  readonly sizeBytes: number
  handle: FileHandle | null
  written: number
  touchedMs: number
  /** The last write; writes of one upload follow each other. */
  busy: Promise<void>
}

/** Files that a browser sends for import, in pieces. They live until they are discarded, or the desk starts again. */
export class UploadFolder {
  readonly #folder: string
  readonly #now: () => number
  readonly #uploads = new Map<string, Upload>()

  constructor(folder: string, now: () => number) {
    this.#folder = folder
    this.#now = now
  }

  /** Removes what an earlier desk has left. */
  async clear(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!this.#uploads.has(name)) await rm(path.join(this.#folder, name), { recursive: true, force: true })
    }
  }

  /** @throws DeskError `BAD_INPUT` for a file that is too large, `OVERLOADED` with too many open. */
  async open(fileName: string, sizeBytes: number): Promise<string> {
    await this.#removeIdle()
    if (sizeBytes > MAX_UPLOAD_BYTES) {
      throw new DeskError(
        'BAD_INPUT',
        `A file of ${sizeBytes} bytes is too large to be sent through a browser.`,
        {
          where: fileName,
          hint: 'Import it by its path, with quarterdeck import.',
        },
      )
    }
    if (this.#uploads.size >= MAX_UPLOADS) {
      throw new DeskError('OVERLOADED', `${MAX_UPLOADS} uploads are open already.`, {
        hint: 'Finish or discard one of them.',
      })
    }
    const id = uuid()
    const file = path.join(this.#folder, id)
    const upload: Upload = {
      fileName: path.basename(fileName.replaceAll('\\', '/')),
      file,
      sizeBytes,
      handle: null,
      written: 0,
      touchedMs: this.#now(),
      busy: Promise.resolve(),
    }
    this.#uploads.set(id, upload)
    upload.handle = await open(file, 'wx', 0o600)
    return id
  }

  /** Adds the next piece. @throws DeskError `BAD_INPUT` for more bytes than were announced. */
  async write(uploadId: string, bytes: Uint8Array): Promise<void> {
    const upload = this.#find(uploadId)
    if (upload.written + bytes.byteLength > upload.sizeBytes) {
      throw new DeskError('BAD_INPUT', `The file is longer than the ${upload.sizeBytes} bytes announced.`, {
        where: upload.fileName,
        hint: 'Choose the file again: it has grown meanwhile.',
      })
    }
    upload.written += bytes.byteLength
    upload.touchedMs = this.#now()
    const write = upload.busy.then(async () => {
      await upload.handle?.appendFile(bytes)
    })
    upload.busy = write.catch(() => undefined)
    await write
  }

  /** The whole file, for reading. @throws DeskError `CONFLICT` while pieces are missing, `NOT_FOUND`. */
  async complete(uploadId: string): Promise<{ file: string; fileName: string }> {
    const upload = this.#find(uploadId)
    await upload.busy
    if (upload.written !== upload.sizeBytes) {
      throw new DeskError('CONFLICT', `Only ${upload.written} of ${upload.sizeBytes} bytes have arrived.`, {
        where: upload.fileName,
        hint: 'Send the rest, or choose the file again.',
      })
    }
    upload.touchedMs = this.#now()
    await upload.handle?.close()
    upload.handle = null
    return { file: upload.file, fileName: upload.fileName }
  }

  /** Removes an upload; one that is not there is no error. */
  async discard(uploadId: string): Promise<void> {
    const upload = this.#uploads.get(uploadId)
    if (upload === undefined) return
    this.#uploads.delete(uploadId)
    await upload.busy
    await upload.handle?.close()
    await rm(upload.file, { force: true })
  }

  async discardAll(): Promise<void> {
    for (const id of [...this.#uploads.keys()]) await this.discard(id)
  }

  async #removeIdle(): Promise<void> {
    const oldestMs = this.#now() - IDLE_MS
    for (const [id, upload] of [...this.#uploads]) if (upload.touchedMs < oldestMs) await this.discard(id)
  }

  #find(uploadId: string): Upload {
    const upload = this.#uploads.get(uploadId)
    if (upload !== undefined) return upload
    throw new DeskError('NOT_FOUND', 'The uploaded file is no longer there.', {
      hint: 'Choose the file again.',
    })
  }
}
