// Passkeys and security keys. Without this script one signs in with a password and a code.
// Each button with data-passkey stands in a form with a hidden field "credential".
(function () {
  if (!window.PublicKeyCredential || !window.webauthnJSON) return

  const options = (form) => JSON.parse(atob(form.dataset.options))

  async function asked (button, form) {
    if (button.dataset.passkey === 'login') {
      const answer = await fetch(form.action, {
        headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' }
      })
      if (!answer.ok) throw new Error('no options')
      return window.webauthnJSON.get((await answer.json()).request_options)
    }
    if (button.dataset.passkey === 'use') return window.webauthnJSON.get(options(form).request_options)
    const wanted = options(form).creation_options
    const box = form.querySelector('input[name="passwordless"]')
    const alone = Boolean(box && box.checked)
    const choice = wanted.publicKey.authenticatorSelection
    choice.residentKey = alone ? 'required' : 'discouraged'
    choice.requireResidentKey = alone
    if (alone) choice.userVerification = 'required'
    return window.webauthnJSON.create(wanted)
  }

  document.querySelectorAll('[data-passkey]').forEach((button) => {
    const form = button.closest('form')
    form.hidden = false
    button.addEventListener('click', async (event) => {
      event.preventDefault()
      const failed = form.querySelector('[data-passkey-failed]')
      failed.hidden = true
      if (!form.reportValidity()) return
      try {
        form.querySelector('input[name="credential"]').value = JSON.stringify(await asked(button, form))
        form.submit()
      } catch (error) {
        failed.hidden = false
      }
    })
  })
})()
