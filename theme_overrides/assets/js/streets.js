/* A map with streets, of one province, on a click alone: only then Leaflet and the pictures of the office's map
   server load. It never shows more than the province. Stores nothing. */
const part = (path) => new URL(path, import.meta.url).href;

for (const section of document.querySelectorAll('[data-streets]')) {
  section.hidden = false;
  section.querySelector('button').addEventListener('click', () => open(section));
}

function add(name, attributes) {
  return new Promise((loaded, failed) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.onload = loaded;
    made.onerror = failed;
    document.head.append(made);
  });
}

async function open(section) {
  const button = section.querySelector('button'), said = section.querySelector('[data-failed]');
  button.disabled = true;
  said.hidden = true;
  try {
    await Promise.all([
      add('link', { rel: 'stylesheet', href: part('../leaflet/leaflet.css') }),
      add('link', { rel: 'stylesheet', href: part('../css/streets.css') }),
      add('script', { src: part('../leaflet/leaflet.js') }),
    ]);
  } catch {
    button.disabled = false;
    said.hidden = false;
    return;
  }
  button.parentNode.remove();
  const ground = section.querySelector('[data-ground]');
  ground.hidden = false;
  draw(window.L, ground, section.dataset);
  ground.focus();
}

// Text as HTML: Leaflet takes attributions as HTML only.
function escaped(text) {
  return Object.assign(document.createElement('span'), { textContent: text }).innerHTML;
}

function draw(L, ground, { tiles, attribution, bounds }) {
  const [south, west, north, east] = bounds.split(',').map(Number), province = L.latLngBounds([south, west], [north, east]);
  const { zoomIn: zoomInTitle, zoomOut: zoomOutTitle } = ground.dataset;
  const map = L.map(ground, { maxBounds: province, maxBoundsViscosity: 1, zoomSnap: .5, zoomControl: false, bounceAtZoomLimits: false });
  const spots = [...document.querySelectorAll('[data-at]')].map((place, index) =>
    ({ at: place.dataset.at.split(',').map(Number), name: place.dataset.name || place.textContent, number: index + 1 }));
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle, zoomOutTitle }).addTo(map);
  const confine = () => map.setMinZoom(Math.min(map.getBoundsZoom(province, true), 18)); // the view lies within the province
  map.on('resize', confine);
  confine();
  map.fitBounds(L.latLngBounds(spots.map((spot) => spot.at)), { maxZoom: 16, padding: [32, 32] });
  L.tileLayer(tiles, { attribution: escaped(attribution), maxZoom: 18, bounds: province, referrerPolicy: 'no-referrer' }).addTo(map);
  for (const { at, name, number } of spots) {
    const html = Object.assign(document.createElement('span'), { textContent: spots.length > 1 ? number : '' });
    const told = Object.assign(document.createElement('span'), { textContent: name });
    L.marker(at, { icon: L.divIcon({ className: 'streets__dot', html, iconSize: [44, 44] }), title: name, riseOnHover: true })
      .bindPopup(told).addTo(map).getElement().setAttribute('aria-label', spots.length > 1 ? `${number}. ${name}` : name);
  }
}
