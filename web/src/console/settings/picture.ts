// A picture of somebody's device as the organization's logo: small, square, and without anything but its dots.

/** Twice of what is shown, for screens with small dots. */
const SIDE = 96;
/** What the server takes at most. */
export const LOGO_BYTES_MAX = 32 * 1024;
export const LOGO_TYPES = ["image/png", "image/jpeg", "image/webp"];
/** Larger ones are no logos; they would only keep the browser busy. */
const FILE_BYTES_MAX = 10 * 1024 * 1024;

/** How large a picture is drawn, and where, so that the whole of it is in the square. */
export function within(width: number, height: number, side: number) {
  const scale = side / Math.max(width, height, 1);
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  return { x: Math.round((side - wide) / 2), y: Math.round((side - high) / 2), width: wide, height: high };
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((done) => canvas.toBlob(done, type, 0.85));
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The picture in base64; `undefined` for what is none. */
export async function logoOf(file: File): Promise<string | undefined> {
  if (!LOGO_TYPES.includes(file.type) || file.size > FILE_BYTES_MAX) return undefined;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const { x, y, width, height } = within(picture.width, picture.height, SIDE);
  canvas.getContext("2d")?.drawImage(picture, x, y, width, height);
  picture.close();
  for (const type of ["image/png", "image/webp"]) {
    const blob = await blobOf(canvas, type);
    if (blob && blob.size <= LOGO_BYTES_MAX) return base64(blob);
  }
  return undefined;
}
