// The chart as a file: drawn anew from what is open, not a picture of the screen.

import { letters } from "../../shared/components/letters";
import { save } from "../api/own";
import { BOX_HEIGHT, BOX_WIDTH, type Placed, wire } from "./layout";

const EDGE = 32;
/** Browsers draw nothing on a canvas that is larger. */
const PIXELS_MAX = 16_000;
const INK = { text: "#1b1c20", weak: "#696b72", line: "#d3cfc6", box: "#ffffff", paper: "#f5f4f0", bar: "#2456b8" };

const safe = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** As much of a text as fits: Chinese characters are twice as wide as others. */
function fitting(text: string, units: number): string {
  let left = units;
  let kept = "";
  for (const sign of text) {
    left -= /[\u1100-\uffff]/.test(sign) ? 2 : 1.1;
    if (left < 0) return `${kept}…`;
    kept += sign;
  }
  return kept;
}

function box(node: Placed): string {
  const { x, y } = node;
  const mark = node.head ? letters(node.head.name ?? "") : "";
  return [
    `<rect x="${x}" y="${y}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="10" fill="${INK.box}" stroke="${INK.line}"${node.vacant ? ' stroke-dasharray="4 3"' : ""}/>`,
    `<rect x="${x + 10}" y="${y + 14}" width="24" height="24" rx="6" fill="#dce6f9"/>`,
    `<text x="${x + 22}" y="${y + 30}" font-size="9" font-weight="600" text-anchor="middle" fill="#23468f">${safe(mark)}</text>`,
    `<text x="${x + 44}" y="${y + 22}" font-size="13" font-weight="600" fill="${INK.text}">${safe(fitting(node.name, 19))}</text>`,
    `<text x="${x + 44}" y="${y + 40}" font-size="12" fill="${INK.weak}">${safe(fitting(node.second ?? "", 20))}</text>`,
    node.count === undefined
      ? ""
      : `<text x="${x + BOX_WIDTH - 12}" y="${y + 22}" font-size="13" font-weight="600" text-anchor="end" fill="${INK.text}">${node.count}</text>`,
    `<rect x="${x + 10}" y="${y + BOX_HEIGHT - 2}" width="${Math.round((BOX_WIDTH - 20) * node.share)}" height="2" fill="${INK.bar}"/>`,
  ].join("");
}

/** The chart as an SVG document. */
export function svgOf(boxes: readonly Placed[]): { text: string; width: number; height: number } {
  const byId = new Map(boxes.map((node) => [node.id, node]));
  const width = Math.max(...boxes.map((node) => node.x)) + BOX_WIDTH + 2 * EDGE;
  const height = Math.max(...boxes.map((node) => node.y)) + BOX_HEIGHT + 2 * EDGE;
  const lines = boxes.flatMap((node) => {
    const parent = node.parent && byId.get(node.parent);
    return parent ? [`<path d="${wire(parent, node)}" fill="none" stroke="${INK.line}" stroke-width="1.25"/>`] : [];
  });
  const font = "Inter,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif";
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-EDGE} ${-EDGE} ${width} ${height}" font-family="${font}">` +
    `<rect x="${-EDGE}" y="${-EDGE}" width="${width}" height="${height}" fill="${INK.paper}"/>${lines.join("")}${boxes.map(box).join("")}</svg>`;
  return { text, width, height };
}

async function drawn(boxes: readonly Placed[]): Promise<HTMLCanvasElement> {
  const { text, width, height } = svgOf(boxes);
  const scale = Math.min(2, PIXELS_MAX / Math.max(width, height));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const bytesOf = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob>((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), type, 0.95),
  );

/** A PDF of one page that holds one picture. */
export async function pdfOf(jpeg: Blob, width: number, height: number): Promise<Blob> {
  const picture = new Uint8Array(await jpeg.arrayBuffer());
  // A page may be 14,400 points wide at most.
  const scale = Math.min(0.5, 14_400 / Math.max(width, height));
  const [wide, high] = [(width * scale).toFixed(2), (height * scale).toFixed(2)];
  const content = `q ${wide} 0 0 ${high} 0 0 cm /P Do Q`;
  const objects: (string | Uint8Array)[][] = [
    ["<< /Type /Catalog /Pages 2 0 R >>"],
    ["<< /Type /Pages /Kids [3 0 R] /Count 1 >>"],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${wide} ${high}] /Resources << /XObject << /P 4 0 R >> >> /Contents 5 0 R >>`,
    ],
    [
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${picture.length} >>\nstream\n`,
      picture,
      "\nendstream",
    ],
    [`<< /Length ${content.length} >>\nstream\n${content}\nendstream`],
  ];
  const parts: (string | Uint8Array)[] = ["%PDF-1.4\n"];
  const size = () => parts.reduce((sum, part) => sum + part.length, 0);
  const places = objects.map((object, index) => {
    const at = size();
    parts.push(`${index + 1} 0 obj\n`, ...object, "\nendobj\n");
    return at;
  });
  const at = size();
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
  );
  return new Blob(parts as BlobPart[], { type: "application/pdf" });
}

export type Format = "svg" | "png" | "pdf";

/** Saves what is open as a file. */
export async function exported(boxes: readonly Placed[], name: string, format: Format) {
  if (format === "svg") return save(new Blob([svgOf(boxes).text], { type: "image/svg+xml" }), `${name}.svg`);
  const canvas = await drawn(boxes);
  if (format === "png") return save(await bytesOf(canvas, "image/png"), `${name}.png`);
  save(await pdfOf(await bytesOf(canvas, "image/jpeg"), canvas.width, canvas.height), `${name}.pdf`);
}
