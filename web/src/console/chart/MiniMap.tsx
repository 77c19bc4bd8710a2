import { type PointerEvent, useMemo } from "react";
import { BOX_HEIGHT, BOX_WIDTH, type Placed } from "./layout";

const WIDTH = 136;
const HEIGHT = 84;
const MARGIN = 40;
/** So many boxes are drawn; more than these are no more than a grey field at this size. */
const DRAWN_MAX = 1500;

interface Camera {
  x: number;
  y: number;
  zoom: number;
}

interface Props {
  boxes: readonly Placed[];
  camera: Camera;
  /** Of the window on the chart. */
  size: { width: number; height: number };
  /** What is pressed comes to the middle of the window. */
  onLook: (at: { x: number; y: number }) => void;
}

/** Everything that is open, small, and what of it is seen. The keys do the same on the chart itself. */
export function MiniMap({ boxes, camera, size, onLook }: Props) {
  const { view, drawn } = useMemo(() => {
    const right = Math.max(...boxes.map((one) => one.x)) + BOX_WIDTH + MARGIN;
    const bottom = Math.max(...boxes.map((one) => one.y)) + BOX_HEIGHT + MARGIN;
    const scale = Math.min(WIDTH / (right + MARGIN), HEIGHT / (bottom + MARGIN));
    // In the middle of the map.
    const [width, height] = [WIDTH / scale, HEIGHT / scale];
    const [left, top] = [(right - MARGIN - width) / 2, (bottom - MARGIN - height) / 2];
    return { view: { left, top, width, height, scale }, drawn: boxes.slice(0, DRAWN_MAX) };
  }, [boxes]);
  const look = (event: PointerEvent<SVGSVGElement>) => {
    const place = event.currentTarget.getBoundingClientRect();
    onLook({
      x: view.left + (event.clientX - place.left) / view.scale,
      y: view.top + (event.clientY - place.top) / view.scale,
    });
  };
  const seen = {
    x: Math.max(view.left, -camera.x / camera.zoom),
    y: Math.max(view.top, -camera.y / camera.zoom),
    right: Math.min(view.left + view.width, (size.width - camera.x) / camera.zoom),
    bottom: Math.min(view.top + view.height, (size.height - camera.y) / camera.zoom),
  };
  return (
    <div className="oc-float oc-minimap oc-wide">
      <svg
        aria-hidden="true"
        width={WIDTH}
        height={HEIGHT}
        viewBox={`${view.left} ${view.top} ${view.width} ${view.height}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          look(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && look(event)}
      >
        {drawn.map((one) => (
          <rect key={one.id} x={one.x} y={one.y} width={BOX_WIDTH} height={BOX_HEIGHT} rx={8} />
        ))}
        <rect
          className="oc-minimap-seen"
          x={seen.x}
          y={seen.y}
          width={Math.max(0, seen.right - seen.x)}
          height={Math.max(0, seen.bottom - seen.y)}
          rx={4 / view.scale}
          strokeWidth={1.5 / view.scale}
        />
      </svg>
    </div>
  );
}
