import { describe, expect, it } from 'vitest'
import { call, serviceWith } from '../../support/service.ts'

/** A Content-Security-Policy by its directives. */
const directives = (policy = ''): Record<string, string> =>
  Object.fromEntries(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.replace(/^\S+ ?/, '')]))

describe('a script that gets into the console', () => {
  it('does not run: the policy lets in the service’s own files, and neither inline code nor strings', async () => {
    const { headers, body } = await call('/admin')
    const policy = directives(headers.get('content-security-policy') ?? '')
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'require-trusted-types-for': "'script'",
    })
    expect(JSON.stringify(policy)).not.toMatch(/unsafe|nonce|http/)
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/)
  })

  it('does not come by the settings that are in the page', async () => {
    const { body } = await serviceWith({ APP_NAME: '"><script>alert(1)</script>' })('/admin')
    expect(body).toContain('data-app-name="&quot;><script>alert(1)</script>" data-brand-color') // text, up to the quote
    expect(body).toContain('<title>"&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>')
  })
})
