/** What `npm run generate` writes whole: after a merge it makes them again, whatever is in them. */
export const isGenerated = (file: string): boolean =>
  file.endsWith('.gen.ts') ||
  file === 'public/openapi.json' ||
  file === 'public/supabase.json' ||
  file === 'worker-configuration.d.ts'

/** What it writes parts of. */
export const hasGeneratedPart = (file: string): boolean => file.endsWith('.md') || file === 'locales/en.json'

/** Its parts of documents: `<!-- generated: calls -->`, whatever is there, `<!-- end -->`. */
export const GENERATED_PART = /(?<=<!-- generated: ([\w ]+) -->\n)[\s\S]*?(?=<!-- end -->)/g
