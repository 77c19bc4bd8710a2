// <orgbook-picker> for pages of other applications: a button that opens Orgbook's own window and tells what was chosen there.
//
//   <script src="https://orgbook.example.com/orgbook-picker.js"></script>
//   <orgbook-picker limit="5" kinds="person,department,role">Choose reviewers</orgbook-picker>
//   picker.addEventListener("picked", (event) => event.detail.chosen);
//   const chosen = await picker.open(); // while a click is handled; null when nothing was chosen
//
// Who may be seen is decided by the server for whoever is signed in there. Nothing but the choice leaves that window.
(() => {
  const home = new URL(document.currentScript.src).origin;
  // A window of another origin tells nobody that it was closed; it is looked at so often.
  const LOOK_MILLIS = 300;

  class OrgbookPicker extends HTMLElement {
    #button = document.createElement("button");
    #window = null;
    #request = "";
    #answer = null;
    #timer = 0;
    #closed = false;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      this.#button.type = "button";
      this.#button.part = "button";
      this.#button.append(document.createElement("slot"));
      this.#button.addEventListener("click", () => this.open());
      root.append(this.#button);
    }

    connectedCallback() {
      addEventListener("message", this);
    }

    disconnectedCallback() {
      removeEventListener("message", this);
      this.#end(null);
    }

    /** Opens the window. What was chosen is the promise's value and comes as the event `picked`; `null` and `cancelled` when nothing was. */
    open() {
      this.#end(null);
      this.#request = crypto.randomUUID();
      this.#closed = false;
      const query = new URLSearchParams({ origin: location.origin, request: this.#request });
      for (const name of ["limit", "kinds"]) {
        const value = this.getAttribute(name);
        if (value) query.set(name, value);
      }
      this.#window = window.open(`${home}/picker?${query}`, "orgbook-picker", "popup,width=640,height=720");
      return new Promise((answer) => {
        this.#answer = answer;
        if (!this.#window) this.#end(null);
        else this.#timer = setInterval(() => this.#look(), LOOK_MILLIS);
      });
    }

    /** Its last message may still be on the way when it is seen to be closed for the first time. */
    #look() {
      if (this.#closed) this.#end(null);
      this.#closed = this.#window.closed;
    }

    #end(chosen) {
      if (!this.#answer) return;
      clearInterval(this.#timer);
      const answer = this.#answer;
      this.#answer = null;
      const detail = chosen ? { chosen } : undefined;
      this.dispatchEvent(new CustomEvent(chosen ? "picked" : "cancelled", { detail, bubbles: true, composed: true }));
      answer(chosen);
    }

    handleEvent(event) {
      const told = event.data;
      if (event.origin !== home || event.source !== this.#window) return;
      if (told?.orgbook !== "picked" || told.request !== this.#request) return;
      this.#end(told.chosen ?? null);
    }
  }

  if (!customElements.get("orgbook-picker")) customElements.define("orgbook-picker", OrgbookPicker);
})();
