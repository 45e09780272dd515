// <order-list data-drag> around a list whose items (data-place) have forms that move them: sent in
// place, the list drawn again, the focus kept, the new place said aloud; with data-drag, by hand too.
class OrderList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
    if (this.hasAttribute("data-drag")) this.addEventListener("pointerdown", this);
  }

  handleEvent(event) {
    if (event.type === "submit") this.send(event);
    else if (event.type === "pointerdown") this.take(event);
    else if (event.type === "pointermove") this.drag(event);
    else this.drop(event);
  }

  send(event) {
    const { target: form, submitter: button } = event;
    if (!form.querySelector("[data-keep]")) return;
    event.preventDefault();
    const item = form.closest("[data-place]");
    const data = new FormData(form);
    if (button?.name) data.set(button.name, button.value);
    this.post(form, data, item.id, button?.dataset.keep);
  }

  async post(form, data, item, keep) {
    if (this.busy) return;
    this.busy = true;
    let page;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      page = null;
    }
    const fresh = page?.getElementById(this.id);
    if (!fresh) {
      location.reload();
      return;
    }
    const said = fresh.querySelector("[role=status]")?.textContent ?? "";
    const region = this.querySelector("[role=status]");
    const told = page.querySelector(".error-summary, .status .note")?.textContent.trim();
    fresh.querySelector("[role=status]")?.remove();
    this.replaceChildren(region, ...fresh.childNodes);
    region.textContent = told && !said ? told : said;
    this.busy = false;
    const there = document.getElementById(item);
    const goal = there?.querySelector(`[data-keep="${keep}"]`) ?? there;
    const folded = goal?.closest("details:not([open])");
    (folded ? folded.querySelector("summary") : goal)?.focus();
  }

  take(event) {
    const grip = event.target.closest(".grip");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    this.taken = grip.closest("[data-place]");
    this.before = this.taken.nextElementSibling;
    this.taken.classList.add("taken");
    this.setPointerCapture(event.pointerId);
    for (const name of ["pointermove", "pointerup", "pointercancel"]) {
      this.addEventListener(name, this);
    }
  }

  drag(event) {
    for (const other of this.taken.parentElement.children) {
      if (other === this.taken) continue;
      const box = other.getBoundingClientRect();
      if (event.clientY < box.top || event.clientY > box.bottom) continue;
      const after = event.clientY > box.top + box.height / 2;
      other[after ? "after" : "before"](this.taken);
      return;
    }
  }

  drop(event) {
    for (const name of ["pointermove", "pointerup", "pointercancel"]) {
      this.removeEventListener(name, this);
    }
    const item = this.taken;
    this.taken = null;
    item.classList.remove("taken");
    if (event.type === "pointercancel") {
      item.parentElement.insertBefore(item, this.before);
      return;
    }
    const list = [...item.parentElement.children];
    const place = Math.min(...list.map((one) => Number(one.dataset.place))) + list.indexOf(item);
    const form = item.querySelector("form:has([name=place])");
    if (place === Number(item.dataset.place) || !form) return;
    const data = new FormData(form);
    data.set("place", place);
    this.post(form, data, item.id, "");
  }
}

customElements.define("order-list", OrderList);
