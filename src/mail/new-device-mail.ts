import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

interface DeviceNotice extends Notice {
  /** What the device, or its user agent, says that it is: anything. */
  deviceName: string | null
}

const SHOWN = 60 // characters: enough for every name that a user knows their device by

/** Tells the owner of an account of a sign-in on a device that was not seen before. */
export function newDeviceMail({ deviceName, ...notice }: DeviceNotice): Mail {
  const { language } = notice
  const device = toPlainWords(deviceName ?? '')
  return noticeMail(notice, {
    subject: language.say('mail.notice.new_device.subject'),
    happened: [
      device
        ? language.say('mail.notice.new_device.happened', { device })
        : language.say('mail.notice.new_device.unnamed'),
    ],
    advice: language.say('mail.notice.new_device.advice'),
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
