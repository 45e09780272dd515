// <vote-card> around the card that is swapped after each answer. Keys 1, 2, 3 press the three
// buttons while the focus is inside; after a swap the focus goes to the next statement.
class VoteCard extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
    this.addEventListener("submit", this);
    this.watcher = new MutationObserver(() => this.follow());
    this.watcher.observe(this, { childList: true, subtree: true });
    this.shown = this.statement?.textContent;
  }

  disconnectedCallback() {
    this.watcher.disconnect();
  }

  get statement() {
    return this.querySelector(".st");
  }

  handleEvent(event) {
    if (event.type === "submit") {
      this.answered = true;
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("textarea, select, input:not([type=checkbox])")) return;
    const button = this.querySelectorAll(".vb")[Number(event.key) - 1];
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  }

  follow() {
    const statement = this.statement;
    if (statement?.textContent === this.shown) return;
    this.shown = statement?.textContent;
    if (!this.answered) return;
    this.answered = false;
    const goal = statement ?? this.querySelector("h2, h3");
    if (!goal) return;
    goal.tabIndex = -1;
    goal.focus({ preventScroll: true });
  }
}

customElements.define("vote-card", VoteCard);
