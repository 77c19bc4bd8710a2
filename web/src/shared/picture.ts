// A picture of somebody's device made small and square, without anything but its dots.

export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp"];
/** Larger ones would only keep the browser busy. */
const FILE_BYTES_MAX = 10 * 1024 * 1024;

/** How large a picture is drawn, and where, so that the whole of it is in the square. */
export function within(width: number, height: number, side: number) {
  return placed(width, height, side, side / Math.max(width, height, 1));
}

/** The same, so that it fills the square, and what is too much of it is cut off on both sides. */
export function over(width: number, height: number, side: number) {
  return placed(width, height, side, side / Math.max(Math.min(width, height), 1));
}

function placed(width: number, height: number, side: number, scale: number) {
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  return { x: Math.round((side - wide) / 2), y: Math.round((side - high) / 2), width: wide, height: high };
}

function blobOf(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> {
  return new Promise((done) => canvas.toBlob(done, type, quality));
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

interface Wanted {
  /** Dots along each side. */
  side: number;
  bytesMax: number;
  place: typeof within;
  /** Types and qualities, the first that is small enough is taken. */
  tries: readonly (readonly [string, number])[];
}

/** The picture in base64; `undefined` for what is none. */
export async function squareOf(file: File, { side, bytesMax, place, tries }: Wanted): Promise<string | undefined> {
  if (!PICTURE_TYPES.includes(file.type) || file.size > FILE_BYTES_MAX) return undefined;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const { x, y, width, height } = place(picture.width, picture.height, side);
  canvas.getContext("2d")?.drawImage(picture, x, y, width, height);
  picture.close();
  for (const [type, quality] of tries) {
    const blob = await blobOf(canvas, type, quality);
    // A browser that cannot make this type makes another one.
    if (blob && blob.type === type && blob.size <= bytesMax) return base64(blob);
  }
  return undefined;
}

/** A person's picture as the server takes it. */
export function photoOf(file: File): Promise<string | undefined> {
  const qualities = [0.9, 0.75, 0.6, 0.4];
  const tries = ["image/webp", "image/jpeg"].flatMap((type) => qualities.map((quality) => [type, quality] as const));
  return squareOf(file, { side: 128, bytesMax: 8 * 1024, place: over, tries });
}
