// <orgbook-picker> for pages of other applications: a button that opens Orgbook's own window and tells what was chosen there.
//
//   <script src="https://orgbook.example.com/orgbook-picker.js"></script>
//   <orgbook-picker limit="5" kinds="person,department">Choose reviewers</orgbook-picker>
//   picker.addEventListener("picked", (event) => event.detail.chosen);
//
// Who may be seen is decided by the server for whoever is signed in there. Nothing but the choice leaves that window.
(() => {
  const home = new URL(document.currentScript.src).origin;

  class OrgbookPicker extends HTMLElement {
    #button = document.createElement("button");
    #window = null;
    #request = "";

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
    }

    /** Opens the window; the answer comes as the event `picked` or `cancelled`. */
    open() {
      this.#request = crypto.randomUUID();
      const query = new URLSearchParams({ origin: location.origin, request: this.#request });
      for (const name of ["limit", "kinds"]) {
        const value = this.getAttribute(name);
        if (value) query.set(name, value);
      }
      this.#window = window.open(`${home}/picker?${query}`, "orgbook-picker", "popup,width=640,height=720");
    }

    handleEvent(event) {
      const told = event.data;
      if (event.origin !== home || event.source !== this.#window) return;
      if (told?.orgbook !== "picked" || told.request !== this.#request) return;
      const name = told.chosen ? "picked" : "cancelled";
      const detail = told.chosen ? { chosen: told.chosen } : undefined;
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }
  }

  if (!customElements.get("orgbook-picker")) customElements.define("orgbook-picker", OrgbookPicker);
})();
