/* Distances, worked out on the device. Points are [latitude, longitude] in degrees (WGS 84). */

const EARTH = 6371008.8; // mean radius in metres (IUGG)
const radians = (degrees) => degrees * Math.PI / 180;

/** Metres between two points on a sphere (haversine; within 0.6 % of the ellipsoid). */
export function distance([south, west], [north, east]) {
  const a = Math.sin(radians(north - south) / 2) ** 2
    + Math.cos(radians(south)) * Math.cos(radians(north)) * Math.sin(radians(east - west) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(a));
}

/** Metres from a point to a box (south, west, north, east): nothing in the box is nearer. */
export function toBox([latitude, longitude], [south, west, north, east]) {
  const within = (value, low, high) => Math.min(Math.max(value, low), high);
  return distance([latitude, longitude], [within(latitude, south, north), within(longitude, west, east)]);
}

/** A distance no finer than it is known: whole kilometres from a centre; hundreds of metres below 2 km from a point. */
export function rounded(metres, fromCentre) {
  if (fromCentre) return { kilometer: Math.max(1, Math.round(metres / 1000)) };
  const near = Math.round(metres / 100) * 100;
  if (near < 100) return { meter: 100, below: true };
  if (near < 1000) return { meter: near };
  return { kilometer: metres < 2000 ? near / 1000 : Math.round(metres / 1000) };
}

/** Where the device is; asked for by a click alone, kept by nobody. */
export function position() {
  return new Promise((found, failed) => {
    if (!navigator.geolocation) { failed({ code: 2 }); return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found([coords.latitude, coords.longitude]), failed, { timeout: 20000, maximumAge: 60000 });
  });
}
