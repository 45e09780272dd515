// <answer-keys> around rows of radio buttons: 1, 2, 3 choose in the row that has the focus, and go
// on to the next. Tab and the arrows do the same without it.
class AnswerKeys extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
  }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest("fieldset");
    const way = row?.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!way || Number(event.key) > 3) return;
    event.preventDefault();
    way.checked = true;
    const next = row.nextElementSibling?.querySelector("input[type=radio]:checked, input[type=radio]");
    (next ?? way).focus();
  }
}

customElements.define("answer-keys", AnswerKeys);
