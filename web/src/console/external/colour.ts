// Colours of labels: alpha, red, green and blue in 32 signed bits as the API has them.

/** As a style sheet wants it. */
export function colour(value: number): string {
  return `#${(value & 0xffffff).toString(16).padStart(6, "0")}`;
}

/** Its inverse: opaque. */
export function colourNumber(text: string): number {
  return Number.parseInt(`ff${text.slice(1)}`, 16) | 0;
}
