// Says when an event begins by the reader's clock, where that shows another time than there.
for (const place of document.querySelectorAll("[data-starts]")) {
  const starts = new Date(place.dataset.starts);
  const say = (zone) =>
    new Intl.DateTimeFormat(`${place.closest("[lang]").lang.slice(0, 2)}-US`, {
      weekday: "long", month: "long", day: "numeric", hour: "numeric", minute: "2-digit",
      timeZone: zone,
    }).format(starts);
  if (say(place.dataset.zone) !== say(undefined)) {
    place.textContent = `${place.dataset.says} ${say(undefined)}`;
    place.hidden = false;
  }
}
