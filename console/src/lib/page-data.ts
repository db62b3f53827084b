/** What the Worker writes into the page, since it is needed before anybody has signed in. */
export const pageData = {
  appName: document.documentElement.dataset.appName ?? 'Latchkey',
  brandColor: document.documentElement.dataset.brandColor,
  hasPasskeys: document.documentElement.dataset.passkeys === 'on',
  hasFactors: document.documentElement.dataset.factors === 'on',
}
