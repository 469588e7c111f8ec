import { useMemo } from "react";
import { encode } from "uqr";

const quietModules = 3;

/** Dark on light in both colour schemes: cameras want it so. */
export function QrCode({ text, label, size = 168 }: { text: string; label: string; size?: number }) {
  const { path, side } = useMemo(() => {
    const { data } = encode(text, { border: quietModules });
    const cells = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { path: cells.join(""), side: data.length };
  }, [text]);
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <title>{label}</title>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
