// <step-keys>: each link or button inside that carries data-key is pressed by that key, wherever the
// focus is but in a field. PageUp and PageDown, the keys of a remote control, do as the arrows.
const SAME = { PageUp: "ArrowLeft", PageDown: "ArrowRight" };

class StepKeys extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const pressed = this.querySelector(`[data-key="${SAME[event.key] ?? event.key}"]`);
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
  }
}

customElements.define("step-keys", StepKeys);
