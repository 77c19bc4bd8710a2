/** A picture that the server drew: shown as a picture, so that nothing in it can run. */
export function Qr({ svg, label }: { svg: string; label: string }) {
  return <img className="oc-qr" alt={label} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />;
}
