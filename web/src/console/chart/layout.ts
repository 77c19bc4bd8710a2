// Where the boxes of the chart stand: from left to right, a column for each level.

export const BOX_WIDTH = 232;
export const BOX_HEIGHT = 52;
export const COLUMN = 280;
export const ROW = 64;

export interface ChartNode {
  id: string;
  name: string;
  /** The second line. */
  second?: string;
  /** The mark: a person. */
  head?: { userId: string; name?: string };
  vacant?: boolean;
  count?: number;
  direct?: number;
  childCount: number;
}

export interface Placed extends ChartNode {
  x: number;
  y: number;
  depth: number;
  parent?: string;
  open: boolean;
  /** Share of the parent's people. */
  share: number;
}

/** Boxes for what is open; a parent stands beside the middle of its children. */
export function placed(
  root: ChartNode,
  children: (id: string) => readonly ChartNode[] | undefined,
  isOpen: (id: string) => boolean,
): Placed[] {
  const found: Placed[] = [];
  let row = 0;
  const walk = (node: ChartNode, depth: number, parent: Placed | undefined): Placed => {
    const share = parent?.count ? Math.min(1, (node.count ?? 0) / parent.count) : 1;
    const box: Placed = { ...node, x: depth * COLUMN, y: 0, depth, parent: parent?.id, open: false, share };
    found.push(box);
    const below = isOpen(node.id) ? children(node.id) : undefined;
    if (below?.length) {
      box.open = true;
      const boxes = below.map((child) => walk(child, depth + 1, box));
      box.y = ((boxes[0]?.y ?? 0) + (boxes.at(-1)?.y ?? 0)) / 2;
    } else {
      box.y = row * ROW;
      row += 1;
    }
    return box;
  };
  walk(root, 0, undefined);
  return found;
}

/** The line from a box to one of its children. */
export function wire(from: Placed, to: Placed): string {
  const x0 = from.x + BOX_WIDTH;
  const y0 = from.y + BOX_HEIGHT / 2;
  const x1 = to.x;
  const y1 = to.y + BOX_HEIGHT / 2;
  const middle = x1 - 24;
  if (Math.abs(y1 - y0) < 1) return `M${x0} ${y0}H${x1}`;
  const turn = Math.min(8, Math.abs(y1 - y0) / 2);
  const down = y1 > y0 ? 1 : -1;
  return `M${x0} ${y0}H${middle - turn}Q${middle} ${y0} ${middle} ${y0 + down * turn}V${y1 - down * turn}Q${middle} ${y1} ${middle + turn} ${y1}H${x1}`;
}

/** The box and all above it. */
export function wayTo(boxes: readonly Placed[], id: string | undefined): Set<string> {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const way = new Set<string>();
  for (let box = id ? byId.get(id) : undefined; box; box = box.parent ? byId.get(box.parent) : undefined)
    way.add(box.id);
  return way;
}
