// <theme-toggle><button>…</button></theme-toggle>: day and night, kept on this device.
class ThemeToggle extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  handleEvent() {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // no storage: it holds until the next page
    }
  }
}

customElements.define("theme-toggle", ThemeToggle);
