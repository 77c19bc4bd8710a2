// A picture of somebody's device as the organization's logo.

import { PICTURE_TYPES, squareOf, within } from "../../shared/picture";

export const LOGO_TYPES = PICTURE_TYPES;

/** The picture in base64; `undefined` for what is none. Twice as large as it is shown, for screens with small dots. */
export function logoOf(file: File): Promise<string | undefined> {
  const tries = [
    ["image/png", 1],
    ["image/webp", 0.85],
  ] as const;
  return squareOf(file, { side: 96, bytesMax: 32 * 1024, place: within, tries });
}
