/* Draws the code that leads from paper back to this page. Loaded when somebody prints, never before; draws on the device. */
import { correction, generate } from '../lean-qr/lean-qr.js';

const BORDER = 2; // modules around the code: paper is white further out
const SVG = 'http://www.w3.org/2000/svg';

for (const place of document.querySelectorAll('[data-code]')) {
  const code = generate(place.dataset.code, { minCorrectionLevel: correction.M });
  const svg = document.createElementNS(SVG, 'svg'), path = document.createElementNS(SVG, 'path');
  let dark = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) dark += `M${x} ${y}h1v1h-1z`;
  }
  path.setAttribute('d', dark);
  svg.setAttribute('viewBox', `${-BORDER} ${-BORDER} ${code.size + 2 * BORDER} ${code.size + 2 * BORDER}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(path);
  place.append(svg);
}
