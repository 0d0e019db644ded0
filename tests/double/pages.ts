import type { BrowserContext, Page, Request, Route } from 'playwright-core'
import { answerRoute, standsFor } from './appProtocol.ts'

/** What a page's owner decides about its navigations. */
interface PageOwner {
  mayNavigate(url: string): boolean
  refuseWindow(url: string): void
}

/** The pages that belong to windows of the program; any other was opened by a page. */
export const contentsOfPage = new Map<Page, PageOwner>()

const watched = new WeakSet<BrowserContext>()
let isMakingPage = false
let routed: Promise<unknown> | null = null

/** A page for a window. The first request of each goes through the rules of navigation. */
export async function newPage(context: BrowserContext): Promise<Page> {
  routed ??= context.route('**/*', handleRoute)
  await routed
  if (!watched.has(context)) context.on('page', (page) => closeStranger(page))
  watched.add(context)
  const blank = context.pages().find((page) => !contentsOfPage.has(page) && page.url() === 'about:blank')
  if (blank !== undefined) return blank
  isMakingPage = true
  return context.newPage().finally(() => {
    isMakingPage = false
  })
}

/** A page that another page opened is gone before it has done anything. */
function closeStranger(page: Page): void {
  if (!isMakingPage) void page.close().catch(() => {})
}

async function handleRoute(route: Route): Promise<void> {
  const request = route.request()
  if (!request.isNavigationRequest()) return answerRoute(route)
  const url = standsFor(request.url()) ?? request.url()
  const page = pageOf(request)
  const owner = page === null ? undefined : contentsOfPage.get(page)
  if (owner?.mayNavigate(url) === true) return answerRoute(route)
  await route.abort('aborted')
  if (owner !== undefined) return
  // A page that no window of the program made: one of its pages asked for it.
  const opener = await page?.opener()
  const asker = (opener && contentsOfPage.get(opener)) ?? [...contentsOfPage.values()][0]
  asker?.refuseWindow(url)
  await page?.close()
}

/** The page of a request; null for a page so new that it is not known yet. */
function pageOf(request: Request): Page | null {
  try {
    return request.frame().page()
  } catch {
    return null
  }
}
