// <confirm-dialog> holds a form and, after it, a <dialog> with the sentence, a button
// value="yes" and one value="no". Without script the form simply goes.
class ConfirmDialog extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this, true);
    this.dialog = this.querySelector("dialog");
    this.dialog?.addEventListener("close", () => this.decide());
  }

  handleEvent(event) {
    if (!this.dialog || event.target.method === "dialog" || this.sure) {
      this.sure = false;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.form = event.target;
    this.button = event.submitter;
    this.dialog.returnValue = "";
    this.dialog.showModal();
  }

  decide() {
    if (this.dialog.returnValue !== "yes" || !this.form) return;
    this.sure = true;
    this.form.requestSubmit(this.button);
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
