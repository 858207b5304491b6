import { Box, Text } from "ink";
import type { ReactNode } from "react";

interface Props {
  /** One a row, from the top; a row without one is blank. */
  readonly signs: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** The rows of the screen, by the signs that stand for them, in a box of exactly its size. */
export function Rows({ signs, width, height }: Props): ReactNode {
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Text>{signs.slice(0, height).join("\n")}</Text>
    </Box>
  );
}
