import { defineConfig, loadEnv, type Plugin } from 'vite'

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  server: { port: 5173, strictPort: true }, // the origin that the service has to know (CORS_ORIGINS)
  build: { target: 'baseline-widely-available', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  plugins: [contentSecurityPolicy(loadEnv(mode, import.meta.dirname))],
}))

/**
 * Says in the built page which scripts may run and whom they may call. The sign-in is in localStorage, where any script of
 * the page can read it: so there should be none but the app's own. A header of your host does the same, and more.
 */
function contentSecurityPolicy({
  VITE_API_URL,
  VITE_GOOGLE_CLIENT_ID,
  VITE_GOOGLE_STAND_IN,
}: Record<string, string>): Plugin {
  const google = VITE_GOOGLE_CLIENT_ID ? ' https://accounts.google.com/gsi/' : ''
  const inlineStyle = VITE_GOOGLE_CLIENT_ID ? " 'unsafe-inline'" : '' // of Google's button
  const content = [
    "default-src 'none'",
    `script-src 'self'${google}`,
    `style-src 'self'${google}${inlineStyle}`,
    `img-src https: data: ${VITE_API_URL}`, // avatars, also of a service without https, and the QR code of an authenticator app
    `connect-src ${[VITE_API_URL, VITE_GOOGLE_STAND_IN].filter(Boolean).join(' ')}${google}`,
    ...(google ? [`frame-src${google}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' },
    ],
  }
}
