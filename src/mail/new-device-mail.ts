import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

interface DeviceNotice extends Notice {
  /** What the device, or its user agent, says that it is: anything. */
  deviceName: string | null
}

const SHOWN = 60 // characters: enough for every name that a user knows their device by

/** Tells the owner of an account of a sign-in on a device that was not seen before. */
export function newDeviceMail({ deviceName, ...notice }: DeviceNotice): Mail {
  const device = toPlainWords(deviceName ?? '') || 'nothing'
  return noticeMail(notice, {
    subject: 'New sign-in to your account',
    happened: [`Somebody signed in to your account on a device that was not used before. It calls itself: ${device}`],
    advice: 'choose a new password now, which signs out every device',
  })
}

/**
 * The name of a device without what mail programs make links of, or what hides or turns text: it is a stranger's to
 * choose. A point stays where it is that of a version.
 */
function toPlainWords(name: string): string {
  const words = name.replace(/\.(?!\d)|[^\p{L}\p{M}\p{N}.,'\u2019()_+-]+/gu, ' ').trim()
  return [...words].slice(0, SHOWN).join('').trimEnd()
}
