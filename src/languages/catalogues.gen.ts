// Made from locales/ and src/extensions/locales/ by npm run generate. Do not edit.
import type { Catalogues } from './catalogue.ts'

/** The languages that there are, each loaded at its first use. */
export const CATALOGUES: Catalogues = {
  ar: [() => import('../../locales/ar.json', { with: { type: 'json' } })],
  de: [() => import('../../locales/de.json', { with: { type: 'json' } })],
  en: [() => import('../../locales/en.json', { with: { type: 'json' } })],
  es: [() => import('../../locales/es.json', { with: { type: 'json' } })],
  fr: [() => import('../../locales/fr.json', { with: { type: 'json' } })],
  he: [() => import('../../locales/he.json', { with: { type: 'json' } })],
  hi: [() => import('../../locales/hi.json', { with: { type: 'json' } })],
  id: [() => import('../../locales/id.json', { with: { type: 'json' } })],
  it: [() => import('../../locales/it.json', { with: { type: 'json' } })],
  ja: [() => import('../../locales/ja.json', { with: { type: 'json' } })],
  ko: [() => import('../../locales/ko.json', { with: { type: 'json' } })],
  ml: [() => import('../../locales/ml.json', { with: { type: 'json' } })],
  'pt-BR': [() => import('../../locales/pt-BR.json', { with: { type: 'json' } })],
  ru: [() => import('../../locales/ru.json', { with: { type: 'json' } })],
  th: [() => import('../../locales/th.json', { with: { type: 'json' } })],
  tr: [() => import('../../locales/tr.json', { with: { type: 'json' } })],
  vi: [() => import('../../locales/vi.json', { with: { type: 'json' } })],
  'zh-Hans': [() => import('../../locales/zh-Hans.json', { with: { type: 'json' } })],
  'zh-Hant': [() => import('../../locales/zh-Hant.json', { with: { type: 'json' } })],
}
