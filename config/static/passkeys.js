// Shows passkey buttons where the browser knows passkeys, and says so when one was not used.
document.addEventListener('DOMContentLoaded', () => {
  if (!window.PublicKeyCredential) return
  for (const button of document.querySelectorAll('button[hidden][id*=passkey]')) button.hidden = false
})
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const line = document.getElementById('passkey_error')
  if (line) line.hidden = false
})
