// Comfort only: everything on the pages works without this.

// A button says that its citation is copied for as long as no other one is.
let giveBack = () => {};
function copier(button) {
  const said = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    giveBack();
    giveBack = () => { button.textContent = said; };
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "已复制";
    } catch {
      const shown = button.parentElement.querySelector(".all");
      getSelection().selectAllChildren(shown);
      button.textContent = "已选中，按 Ctrl+C";
    }
  });
}

// The whole clause, opened below the passage that was found.
function opener(passage) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "open";
  button.textContent = "就地看整条";
  button.setAttribute("aria-expanded", "false");
  const clause = document.createElement("div");
  clause.className = "clause";
  clause.hidden = true;
  passage.after(button, clause);
  button.addEventListener("click", async () => {
    if (!clause.hasChildNodes()) {
      button.disabled = true;
      const reply = await fetch(passage.dataset.clause).catch(() => null);
      button.disabled = false;
      if (!reply || !reply.ok) {
        button.textContent = "没能取到，再点一次重试";
        return;
      }
      clause.innerHTML = await reply.text(); // made by our own server, escaped there
    }
    clause.hidden = !clause.hidden;
    button.setAttribute("aria-expanded", String(!clause.hidden));
    button.textContent = clause.hidden ? "就地看整条" : "收起";
  });
}

// What the language model says comes into the page, below the link that asks for it.
function worder(link) {
  const note = link.nextElementSibling;
  note.setAttribute("role", "status");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.getAttribute("aria-disabled")) return;
    link.setAttribute("aria-disabled", "true");
    note.textContent = "模型正在改写，下面的结果可以先看。";
    const reply = await fetch(link.href).catch(() => null);
    const made = reply && new DOMParser().parseFromString(await reply.text(), "text/html");
    const wording = made && made.getElementById("wording");
    link.removeAttribute("aria-disabled");
    if (!wording) {
      note.textContent = "没能取到，再点一次重试。";
      return;
    }
    link.parentElement.replaceWith(wording);
    wording.focus();
  });
}

document.querySelectorAll("a[data-wording]").forEach(worder);
document.querySelectorAll("button.copy").forEach(copier);
document.querySelectorAll("[data-clause]").forEach(opener);
document.querySelectorAll("button.print").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// The page picture follows the clause that is clicked.
const picture = document.querySelector(".pagepic img");
if (picture) {
  document.querySelectorAll("a[data-page]").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      picture.src = link.dataset.page;
      picture.alt = "原件" + link.textContent + "，框出的是" + link.getAttribute("aria-label").slice(4);
      picture.closest("a").href = link.dataset.page;
      document.getElementById("pagename").textContent = link.textContent;
      history.replaceState(null, "", link.href);
    });
  });
}

// An address without ?eid= may name a clause that stands in another part of a long document.
if (document.querySelector("[data-parts]") && location.hash.length > 1 && !location.search.includes("eid=")) {
  const eid = decodeURIComponent(location.hash.slice(1));
  if (!document.getElementById(eid)) location.replace(`?eid=${encodeURIComponent(eid)}${location.hash}`);
}

// Files may be dropped, and the server tells of each file as it is read.
const upload = document.getElementById("upload");
if (upload) {
  const files = document.getElementById("files");
  const box = document.getElementById("progress");
  const bar = document.getElementById("bar");
  const saying = document.getElementById("saying");
  document.getElementById("drophint").hidden = false;
  // A file let go beside the form would be opened by the browser instead of this page.
  const holdsFiles = (event) => event.dataTransfer.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    upload.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) upload.classList.remove("over");
  });
  addEventListener("drop", (event) => {
    upload.classList.remove("over");
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (upload.querySelector("button").disabled) return; // others are still being read
    files.files = event.dataTransfer.files;
    upload.requestSubmit();
  });
  upload.addEventListener("submit", (event) => {
    event.preventDefault();
    send(new FormData(upload));
  });

  const heard = {
    file: ({ name, at, total }) => { saying.textContent = `正在读 ${at + 1} / ${total}：${name}`; bar.max = total; bar.value = at; },
    error: ({ message }) => { saying.textContent = message; },
    done: ({ html }) => {
      const outcome = document.getElementById("outcome");
      outcome.innerHTML = html; // made by our own server, escaped there
      outcome.insertAdjacentHTML("beforeend", '<p><a href="/library">更新下面的清单</a></p>');
      box.hidden = true;
      upload.reset();
      outcome.focus();
    },
  };

  async function send(form) {
    const button = upload.querySelector("button");
    button.disabled = true;
    box.hidden = false;
    saying.textContent = "正在上传…";
    bar.removeAttribute("value");
    try {
      const reply = await fetch(upload.dataset.stream, { method: "POST", body: form });
      if (!reply.ok) {
        upload.submit(); // the server then tells on a page of its own what is wrong
        return;
      }
      await listen(reply.body.getReader());
    } catch {
      saying.textContent = "没能完成。请检查网络和文件后再试。";
    }
    button.disabled = false;
  }

  async function listen(reader) {
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const parts = text.split("\n\n");
      text = parts.pop();
      for (const part of parts) {
        const [name, data] = part.split("\n");
        heard[name.slice(7)](JSON.parse(data.slice(6)));
      }
    }
  }
}
