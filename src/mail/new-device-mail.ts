import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'
import { plainWords } from './plain-words.ts'

interface DeviceNotice extends Notice {
  /** What the device, or its user agent, says that it is: anything. */
  deviceName: string | null
}

/** Tells the owner of an account of a sign-in on a device that was not seen before. */
export function newDeviceMail({ deviceName, ...notice }: DeviceNotice): Mail {
  const { language } = notice
  const device = plainWords(deviceName ?? '')
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
