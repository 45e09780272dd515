// <kit-chooser> around the form of the activities and its recap. Each ticked box carries
// data-days and data-<dimension> (0 to 100); the recap holds <output data-total>, a meter
// (data-meter with data-max), data-over (shown above the capacity) and bars data-need="…".
// What the ticked ones bring adds up, as in maven.method.coverage.
class KitChooser extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
    this.count();
  }

  handleEvent() {
    this.count();
  }

  count() {
    const boxes = [...this.querySelectorAll("input[type=checkbox][data-days]")];
    const chosen = boxes.filter((box) => box.checked);
    for (const box of boxes) box.closest(".act-card")?.classList.toggle("on", box.checked);
    const days = chosen.reduce((sum, box) => sum + Number(box.dataset.days), 0);
    this.write(days);
    for (const bar of this.querySelectorAll("[data-need]")) {
      const brought = chosen.reduce(
        (sum, box) => sum + Number(box.dataset[bar.dataset.need] ?? 0), 0);
      bar.setAttribute("width", `${Math.round(Math.min(100, brought))}%`);
    }
  }

  write(days) {
    const rounded = Math.round(days * 10) / 10;
    const words = rounded.toLocaleString(document.documentElement.lang);
    for (const total of this.querySelectorAll("[data-total]")) total.textContent = words;
    const meter = this.querySelector("[data-meter]");
    if (!meter) return;
    const most = Number(meter.dataset.max);
    meter.setAttribute("width", `${most ? Math.min(100, (days / most) * 100) : 0}%`);
    meter.closest("svg").classList.toggle("over", days > most);
    for (const note of this.querySelectorAll("[data-over]")) note.hidden = days <= most;
    const excess = Math.round((days - most) * 10) / 10;
    for (const by of this.querySelectorAll("[data-excess]")) {
      by.textContent = excess.toLocaleString(document.documentElement.lang);
    }
  }
}

customElements.define("kit-chooser", KitChooser);
