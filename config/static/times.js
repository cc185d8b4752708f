// Says when an event begins by the reader's clock, where that shows another time than there.
for (const place of document.querySelectorAll("[data-starts]")) {
  const starts = new Date(place.dataset.starts);
  const say = (zone) =>
    new Intl.DateTimeFormat("en-US", {
      weekday: "long", month: "long", day: "numeric", hour: "numeric", minute: "2-digit",
      timeZone: zone,
    }).format(starts);
  if (say(place.dataset.zone) !== say(undefined)) {
    place.textContent = `Where you are: ${say(undefined)}`;
    place.hidden = false;
  }
}
