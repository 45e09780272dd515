// <passkey-form data-challenge="…" hidden> around a form with a hidden field named credential. It
// appears where the browser knows passkeys; sending the form asks for a challenge first, then for
// the person, and sends what the browser signed. data-failed is said when nothing was signed.
const decode = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const named = (list) => list?.map((one) => ({ ...one, id: decode(one.id) }));

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.addEventListener("submit", this);
  }

  async handleEvent(event) {
    const form = event.target;
    const field = form.elements.credential;
    if (field.value) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      field.value = JSON.stringify(await this.sign(form));
      form.requestSubmit();
    } catch {
      this.say(this.dataset.failed);
      button.disabled = false;
    }
  }

  async sign(form) {
    const answer = await fetch(this.dataset.challenge, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(answer.status);
    const { publicKey } = await answer.json();
    const options = { ...publicKey, challenge: decode(publicKey.challenge) };
    if (!options.user) {
      options.allowCredentials = named(options.allowCredentials);
      return this.shown(await navigator.credentials.get({ publicKey: options }));
    }
    options.user = { ...options.user, id: decode(options.user.id) };
    options.excludeCredentials = named(options.excludeCredentials);
    return this.shown(await navigator.credentials.create({ publicKey: options }));
  }

  shown(made) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature",
      "userHandle"]) {
      if (made.response[name]) response[name] = encode(made.response[name]);
    }
    return {
      id: made.id,
      rawId: encode(made.rawId),
      type: made.type,
      clientExtensionResults: made.getClientExtensionResults(),
      response,
    };
  }

  say(words) {
    const line = this.querySelector("[role=alert]");
    line.textContent = words;
    line.hidden = false;
  }
}

customElements.define("passkey-form", PasskeyForm);
