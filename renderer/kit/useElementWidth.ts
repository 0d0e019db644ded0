import { type RefObject, useEffect, useState } from 'react'

/**
 * Width of an element in pixels, followed; 0 before it is known. For what is laid out differently when it is narrow.
 *
 * @param isThere whether the element is drawn yet; looked for again when this changes
 */
export function useElementWidth(element: RefObject<HTMLElement | null>, isThere = true): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const target = element.current
    if (target === null || !isThere) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.round(entry.contentRect.width))
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element, isThere])
  return width
}
