/** Version of the SDK that this workstation implements; the newest `@since` of its declaration. */
export const SDK_VERSION = '0.1.0'

/**
 * Whether the SDK satisfies a caret range such as `^0.1.0`: no older than it, and equal in the leftmost part that is
 * not zero (semver.org, as npm reads it).
 */
export function satisfiesSdk(caretRange: string, version: string = SDK_VERSION): boolean {
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = caretRange.slice(1).split('.').map(Number)
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  if (major !== wantedMajor) return false
  if (wantedMajor > 0) return minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch)
  if (minor !== wantedMinor) return false
  return wantedMinor > 0 ? patch >= wantedPatch : patch === wantedPatch
}
