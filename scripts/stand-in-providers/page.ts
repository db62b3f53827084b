/** Where a person signs in at a stand-in by hand; the response is the ID token, to be copied. */
export const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Stand-ins for Apple and Google</title>
<style>
  body { font: 1rem/1.5 system-ui; max-width: 30rem; margin: 2rem auto; padding: 0 1rem }
  input { display: block; width: 100%; box-sizing: border-box; margin-bottom: 1rem; font: inherit }
</style>
<h1>Who signs in?</h1>
<form method="post" action="/google">
  <label>Email <input name="email" type="email" required></label>
  <label>Name <input name="name"></label>
  <label>SHA-256 of the nonce, if the app sends one <input name="nonce"></label>
  <button>ID token of Google</button>
  <button formaction="/apple">ID token of Apple</button>
</form>
</html>
`
