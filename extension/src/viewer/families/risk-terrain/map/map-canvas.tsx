import React, { memo, useEffect, useRef } from "react";
import { paint, type Drawing } from "./raster";
import type { Viewport } from "./viewport";

/** Sharper than this is not seen, and takes longer. */
const sharpest = 2;

interface MapCanvasProps {
  view: Viewport;
  drawing: Drawing;
}

/** The pixels of a map, painted anew once a frame at most. */
export function MapCanvas({ view, drawing }: MapCanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useRef<ImageData | null>(null);
  const ratio = Math.min(sharpest, Math.max(1, window.devicePixelRatio || 1));
  const width = Math.round(view.width * ratio);
  const height = Math.round(view.height * ratio);
  const { x, y, order, classOf, colours, ground, selected, faint, cellSize } = drawing;

  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const context = canvas.current?.getContext("2d", { alpha: false });
      if (!context) return;
      if (pixels.current?.width !== width || pixels.current.height !== height) {
        pixels.current = context.createImageData(width, height);
      }
      paint(
        pixels.current,
        view,
        { x, y, order, classOf, colours, ground, selected, faint, cellSize },
        ratio,
      );
      context.putImageData(pixels.current, 0, 0);
    });
    return () => cancelAnimationFrame(frame);
  }, [view, x, y, order, classOf, colours, ground, selected, faint, cellSize, width, height, ratio]);

  return (
    <Surface
      canvas={canvas}
      width={width}
      height={height}
      style={{ width: view.width, height: view.height }}
    />
  );
}

const Surface = memo(
  ({
    canvas,
    ...size
  }: { canvas: React.RefObject<HTMLCanvasElement> } & React.CanvasHTMLAttributes<HTMLCanvasElement>) => (
    <canvas ref={canvas} className="qt-Map-canvas" aria-hidden="true" {...size} />
  ),
);
Surface.displayName = "Surface";
