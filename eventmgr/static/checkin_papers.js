// Printing one person's badge or place card from a check-in device: made by the server, shown by the browser; never kept here.

export class Papers {
  /**
   * `place()` is where the buttons stand, `isUp()` whether there is a network, `numberOf(told)` the number of the registration that an
   * act is about once the server counts it, `fetchPaper(name, number)` a PDF.
   */
  constructor({ place, isUp, numberOf, fetchPaper, words }) {
    Object.assign(this, { place, isUp, numberOf, fetchPaper, words });
  }

  /** Offer what can be printed of whom an act is about. */
  offer(told) {
    const box = document.createElement("div");
    box.className = "checkin-papers";
    box.dataset.papers = "";
    const said = document.createElement("p");
    said.className = "mb-0";
    said.dataset.printed = "";
    for (const [name, title] of Object.entries(this.words.papers)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-outline-secondary";
      button.dataset.paper = name;
      button.textContent = title;
      button.addEventListener("click", () => this.print(told, name, button, said));
      box.append(button, " ");
    }
    box.append(said);
    this.place()?.append(box);
    if (!this.isUp()) said.textContent = this.words.notPrinted;
  }

  async print(told, name, button, said) {
    said.textContent = "";
    button.disabled = true;
    try {
      const number = await this.numberOf(told);
      if (!number) {
        said.textContent = this.isUp() ? this.words.notYetRegistered : this.words.notPrinted;
        return;
      }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await this.fetchPaper(name, number));
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = `${this.words.papers[name]} (PDF)`;
      said.replaceChildren(link);
      link.click();
    } catch (error) {
      said.textContent = error.status ? error.message : this.words.notPrinted;
    } finally {
      button.disabled = false;
    }
  }
}
