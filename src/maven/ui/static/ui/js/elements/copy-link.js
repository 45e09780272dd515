// <copy-link data-copied="…"> around an input that holds an address and a button.
class CopyLink extends HTMLElement {
  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", this);
  }

  async handleEvent() {
    const field = this.querySelector("input");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return; // the address stays selected: the keyboard copies it
    }
    this.status.textContent = this.dataset.copied ?? "";
  }

  get status() {
    let line = this.querySelector("[role=status]");
    if (!line) {
      line = document.createElement("span");
      line.setAttribute("role", "status");
      line.className = "copied small";
      this.append(line);
    }
    return line;
  }
}

customElements.define("copy-link", CopyLink);
