import { Box, Text } from "ink";
import { memo, type ReactNode } from "react";

interface Props {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Painted lines in a box of exactly that size: the ones that are missing are blank, the ones too many are left out. */
export function Lines({ lines, width, height }: Props): ReactNode {
  const blank = " ".repeat(width);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {Array.from({ length: height }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen
        <Line key={index} text={lines[index] ?? blank} />
      ))}
    </Box>
  );
}

const Line = memo(function Line({ text }: { readonly text: string }): ReactNode {
  return <Text wrap="truncate">{text === "" ? " " : text}</Text>;
});
