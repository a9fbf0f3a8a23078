// <a data-module="return_soon" data-after="20" href="…">: a tablet goes back to its first page by itself, for the next person.
export default function returnSoon(link) {
  setTimeout(() => location.replace(link.href), Number(link.dataset.after) * 1000);
}
