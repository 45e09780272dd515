// <char-counter data-left="… {n} …" data-over="… {n} …"> around a field with data-max or
// maxlength: says how many letters are left once the end is near, aloud when it is very near.
class CharCounter extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea, input");
    if (!this.field) return;
    this.max = Number(this.dataset.max) || this.field.maxLength;
    if (!(this.max > 0)) return;
    // Writing past the end and then cutting is easier than being stopped in mid-word.
    this.field.removeAttribute("maxlength");
    this.line = document.createElement("span");
    this.line.className = "counter";
    this.line.setAttribute("role", "status");
    this.append(this.line);
    this.field.addEventListener("input", this);
    this.handleEvent();
  }

  handleEvent() {
    const left = this.max - [...this.field.value].length;
    const words = left < 0 ? this.dataset.over : this.dataset.left;
    this.line.textContent = (words ?? "{n}").replace("{n}", Math.abs(left));
    this.line.hidden = left > Math.max(60, this.max / 5);
    this.line.classList.toggle("over", left < 0);
    this.line.setAttribute("aria-live", left < 20 ? "polite" : "off");
  }
}

customElements.define("char-counter", CharCounter);
