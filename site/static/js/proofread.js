// While a page is being written: after each automatic save, say how many organisations are named without a link.
const PAUSE = 1500;
const address = () => location.pathname.match(/\/pages\/(\d+)\/edit\/$/)?.[1];

const link = document.createElement("a");
link.className = "button button-small w-ml-2";
link.hidden = true;
const status = document.createElement("div");
status.className = "w-flex w-items-center";
status.setAttribute("role", "status");
status.append(link);

async function ask() {
  const base = document.querySelector("[data-proofread]")?.dataset.proofread;
  const page = address();
  if (!base || !page) return;
  const answer = await fetch(`${base}${page}/structures/`, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { count, sentence, url } = await answer.json();
  link.hidden = !count;
  link.textContent = sentence;
  link.href = url;
  if (!status.isConnected) document.querySelector("footer nav")?.after(status);
}

let waiting;
const later = () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
};
document.addEventListener("w-autosave:success", later);
later();
