// <file-drop> around a file field: the whole zone takes the file and names it.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=file]");
    this.zone = this.querySelector(".drop") ?? this;
    if (!this.field) return;
    for (const name of ["dragover", "dragleave", "drop"]) this.addEventListener(name, this);
    this.field.addEventListener("change", this);
  }

  handleEvent(event) {
    if (event.type === "change") {
      this.name();
      return;
    }
    event.preventDefault();
    this.zone.classList.toggle("over", event.type === "dragover");
    if (event.type !== "drop" || !event.dataTransfer.files.length) return;
    this.field.files = event.dataTransfer.files;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  name() {
    const line = this.querySelector(".named") ?? document.createElement("span");
    line.className = "named";
    line.setAttribute("role", "status");
    line.textContent = [...this.field.files].map((file) => file.name).join(", ");
    this.zone.append(line);
  }
}

customElements.define("file-drop", FileDrop);
