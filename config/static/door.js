// Reads tickets with the camera where the browser can; the page does everything without it.
const AGAIN = 4000; // the same ticket in front of the camera for so long is one scan

async function start(button) {
  const video = document.getElementById("camera");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment" },
    });
  } catch {
    button.textContent = "The camera is not available";
    button.disabled = true;
    return;
  }
  document.getElementById("viewfinder").hidden = false;
  await video.play();
  watch(video, new BarcodeDetector({ formats: ["qr_code"] }));
}

function watch(video, detector) {
  let last = { code: "", at: 0 };
  const look = async () => {
    try {
      const [found] = await detector.detect(video);
      const at = Date.now();
      if (found && (found.rawValue !== last.code || at - last.at > AGAIN)) {
        send(found.rawValue);
      }
      if (found) last = { code: found.rawValue, at };
    } catch {
      // a frame that could not be read: the next one may be
    }
    setTimeout(look, 200);
  };
  look();
}

function send(code) {
  const form = document.getElementById("scan");
  form.elements.code.value = code;
  form.requestSubmit();
}

function offer() {
  const button = document.getElementById("use-camera");
  const running = document.getElementById("camera")?.srcObject;
  if (button && !running && "BarcodeDetector" in window && navigator.mediaDevices) {
    button.hidden = false;
    button.addEventListener("click", () => { button.hidden = true; start(button); });
  }
}

// At a desk with a scanner that types, the next ticket follows at once; a phone keeps its keys away.
function ready() {
  offer();
  if (matchMedia("(hover: hover)").matches) document.getElementById("code")?.focus();
}

offer();
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "door") ready();
});
