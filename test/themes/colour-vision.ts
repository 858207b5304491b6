import type { Rgb } from "#themes/colour.js";
import { linear } from "#themes/contrast.js";

type Vision = "deuteranopia" | "protanopia" | "tritanopia";

/** Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009: severity 1. */
const MATRICES: Readonly<Record<Vision, readonly (readonly [number, number, number])[]>> = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIELAB as someone with this vision has it, of a colour in sRGB; D65. */
export function labSeen([red, green, blue]: Rgb, vision: Vision | null): readonly [number, number, number] {
  const light = [linear(red), linear(green), linear(blue)] as const;
  const seen =
    vision === null
      ? light
      : MATRICES[vision].map(([r, g, b]) =>
          Math.min(1, Math.max(0, r * light[0] + g * light[1] + b * light[2])),
        );
  const [r = 0, g = 0, b = 0] = seen;
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function f(t: number): number {
  return t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29;
}

/** ΔE of 1976: 2.3 can just be told apart. */
export function apart(one: Rgb, other: Rgb, vision: Vision | null): number {
  const [a, b] = [labSeen(one, vision), labSeen(other, vision)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
