// <note-board> around the form that moves notes: a note dragged onto a group ticks that note alone,
// chooses the group in the menu and sends the form. Boxes and menu do the same without it.
class NoteBoard extends HTMLElement {
  connectedCallback() {
    for (const box of this.querySelectorAll("input[name=notes]")) box.closest("li").draggable = true;
    for (const kind of ["dragstart", "dragover", "dragleave", "drop", "dragend"])
      this.addEventListener(kind, this);
  }

  handleEvent(event) {
    if (event.type === "dragstart") {
      this.held = event.target.closest("li");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      return;
    }
    const pile = event.target.closest?.("[data-to]");
    for (const other of this.querySelectorAll(".over")) other.classList.remove("over");
    if (!this.held || !pile || pile.contains(this.held)) return;
    if (pile.parentElement !== this.held.closest("[data-to]").parentElement) return;
    if (event.type === "dragover") {
      event.preventDefault();
      pile.classList.add("over");
    } else if (event.type === "drop") {
      event.preventDefault();
      this.move(pile.dataset.to);
    }
  }

  move(to) {
    for (const box of this.querySelectorAll("input[name=notes]"))
      box.checked = this.held.contains(box);
    this.querySelector("select[name=to]").value = to;
    this.held = null;
    this.querySelector("form").requestSubmit();
  }
}

customElements.define("note-board", NoteBoard);
