import type { Theme } from '../theme/tokens.ts'
import { FONT_TEXT } from '../theme/tokens.ts'

const CAPTION_PX = 28

/** A chart's picture under a caption that says what it shows: a picture leaves the window without its legend. */
export function captionedImage(picture: HTMLCanvasElement, caption: string, theme: Theme): HTMLCanvasElement {
  const scale = window.devicePixelRatio || 1
  const canvas = document.createElement('canvas')
  canvas.width = picture.width
  canvas.height = picture.height + CAPTION_PX * scale
  const context = canvas.getContext('2d')
  if (context === null) return picture
  context.fillStyle = theme.colors.surface1
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = theme.colors.text
  context.font = `${13 * scale}px ${FONT_TEXT}`
  context.textBaseline = 'middle'
  context.fillText(caption, 10 * scale, (CAPTION_PX / 2) * scale, canvas.width - 20 * scale)
  context.drawImage(picture, 0, CAPTION_PX * scale)
  return canvas
}

/** The canvas as PNG bytes. */
export async function pngBytes(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await pngBlob(canvas)
  return new Uint8Array(await blob.arrayBuffer())
}

function pngBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The browser could not encode the picture.'))
      else resolve(blob)
    }, 'image/png')
  })
}

/** Puts the picture on the clipboard. Rejects where the browser does not allow it. */
export async function copyImage(canvas: HTMLCanvasElement): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngBlob(canvas) })])
}

/** A drawing as pixels, at the screen's resolution. Its colours and fonts must be attributes, not style sheets. */
export async function svgToCanvas(
  svg: SVGSVGElement,
  width: number,
  height: number,
): Promise<HTMLCanvasElement> {
  const text = new XMLSerializer().serializeToString(svg)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const scale = window.devicePixelRatio || 1
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}
