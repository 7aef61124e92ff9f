// The live parts. Every page works without this file.
(() => {
  "use strict";

  // Parts of the operations page arrive as markup that the server escaped.
  const live = document.querySelector("[data-live]");
  if (live && window.EventSource) {
    const parse = (text) => new DOMParser().parseFromString(text, "text/html").body.firstElementChild;
    const show = (part) => {
      const old = part && document.getElementById(part.id);
      // Nothing is taken from under a finger, a cursor or an opened list.
      if (!old || !(live.contains(old) || old.id === "attention") || old.contains(document.activeElement) || old.isEqualNode(part)) return;
      const offsets = [...old.querySelectorAll(".scroll")].map((region) => region.scrollLeft);
      old.replaceWith(part);
      part.querySelectorAll(".scroll").forEach((region, index) => { region.scrollLeft = offsets[index] || 0; });
      if (part.id === "recent" && part.querySelector("li")) part.querySelector("li").classList.add("fresh");
    };
    let stream;
    const open = () => {
      stream = new EventSource(live.dataset.live);
      stream.addEventListener("part", (event) => show(parse(event.data)));
    };
    // A page that nobody looks at asks for nothing.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) { stream.close(); } else { stream.close(); open(); }
    });
    window.addEventListener("pagehide", () => stream.close());
    open();
  }

  // "/" goes to the search box; j and k go from hit to hit.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("q").select();
    }
    if (event.key === "j" || event.key === "k") {
      const links = [...document.querySelectorAll(".hit h2 a, .event h4 a")];
      const here = links.indexOf(document.activeElement);
      const next = links[event.key === "j" ? here + 1 : Math.max(0, here - 1)];
      if (next) next.focus();
    }
  });

  // Fields of the query language are completed for the word that is being typed.
  const box = document.getElementById("q");
  const list = document.getElementById("fields");
  if (box && list) {
    const fields = [...list.options].map((option) => [option.value, option.label]);
    box.addEventListener("input", () => {
      const cut = box.value.search(/\S*$/);
      const before = box.value.slice(0, cut);
      const sign = box.value[cut] === "-" ? "-" : "";
      list.replaceChildren(...fields.map(([value, label]) => {
        const option = document.createElement("option");
        option.value = before + sign + value;
        option.label = label;
        return option;
      }));
    });
  }
})();
